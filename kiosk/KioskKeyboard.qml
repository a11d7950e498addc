import QtQuick
import QtQuick.VirtualKeyboard
import assets.ui
import kiosk
import screenkit

/*! How a citizen writes: Pinyin, or with a finger. A file of its own, so that Qt's keyboard is only read when it is asked for. */
KeyboardPanel {
    id: keyboard

    required property HandwritingModel handwriting

    WritingPad {
        id: pad

        anchors.fill: parent
        visible: keyboard.byHand
        candidates: keyboard.handwriting.candidates
        waiting: keyboard.handwriting.reading
        words: keyboard.words
        label: Texts.t("kiosk.writing.field")
        placeholder: Texts.t("kiosk.writing.hint")
        undoText: Texts.t("kiosk.writing.undo")
        clearText: Texts.t("kiosk.writing.clear")
        eraseText: Texts.t("kiosk.writing.erase")
        keysText: Texts.t("kiosk.writing.keys")
        doneText: Texts.t("kiosk.writing.done")
        onWritten: points => keyboard.handwriting.write(
            points, InputContext.surroundingText.slice(0, InputContext.cursorPosition))
        onUndone: keyboard.handwriting.undo()
        onCleared: keyboard.handwriting.clear()
        onChosen: words => {
            keyboard.write(words)
            keyboard.handwriting.clear()
        }
        onErased: InputContext.sendKeyClick(Qt.Key_Backspace, "", 0)
        onKeysWanted: Writing.byHand = false
        onDone: keyboard.handwriting.putAway()
    }

    Binding {
        target: Writing
        property: "handOffered"
        value: keyboard.handwriting.offered
    }

    Binding {
        target: Writing
        property: "handText"
        value: Texts.t("kiosk.writing.by_hand")
    }

    // What is half written in one way is not finished in the other.
    onByHandChanged: {
        InputContext.commit()
        keyboard.handwriting.clear()
    }

    Connections {
        target: keyboard.handwriting

        function onCleared(): void {
            pad.wipe()
        }

        function onWiped(): void {
            Writing.byHand = false
        }
    }
}
