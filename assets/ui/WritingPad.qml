pragma ComponentBehavior: Bound

import QtQuick

/*! Writing with a finger, in place of the keyboard: a field, the likely characters, and what undoes. The words of its
    buttons come in; what is chosen goes out. Upright the candidates stand above the field, in landscape beside it. */
Rectangle {
    id: pad

    /*! Likely characters, and words to be touched while nothing is written; a line each. */
    property string candidates: ""
    property string words: ""
    /*! Other candidates are on their way: until they are there no finger hits the old ones. */
    property bool waiting: false
    property string label: ""
    property string placeholder: ""
    property string undoText: ""
    property string clearText: ""
    property string eraseText: ""
    property string keysText: ""
    property string doneText: ""

    signal written(points: list<real>)
    signal undone()
    signal cleared()
    signal chosen(string words)
    signal erased()
    signal keysWanted()
    signal done()

    /*! Take the ink away; says nothing. */
    function wipe(): void {
        field.clear()
    }

    readonly property bool beside: Theme.kiosk.landscape
    readonly property int columns: pad.beside ? 5 : 10
    readonly property int rows: pad.beside ? 4 : 2
    readonly property int gap: Theme.kiosk.px(12)
    readonly property int edge: Theme.kiosk.px(24)
    readonly property int cellHeight: pad.beside ? buttons.cellHeight : Theme.kiosk.px(Theme.largePrint ? 112 : 100)

    color: Theme.ground

    Rectangle {
        width: parent.width
        height: Math.max(1, Theme.kiosk.px(2))
        color: Theme.line
    }

    Item {
        id: offered

        x: pad.beside ? buttons.x - width - pad.gap : pad.edge
        y: pad.gap
        width: pad.beside ? Theme.kiosk.px(800) : pad.width - 2 * pad.edge
        height: pad.rows * (pad.cellHeight + pad.gap) - pad.gap

        // Each knows its place: a Grid would lay them on one another until the next frame, and a finger may be quicker.
        Item {
            id: characters

            readonly property int cellWidth: Math.floor((offered.width - (pad.columns - 1) * pad.gap) / pad.columns)

            visible: pad.candidates !== ""

            Repeater {
                model: pad.candidates !== "" ? pad.candidates.split("\n").slice(0, pad.columns * pad.rows) : []

                TouchButton {
                    required property string modelData
                    required property int index

                    x: (index % pad.columns) * (characters.cellWidth + pad.gap)
                    y: Math.floor(index / pad.columns) * (pad.cellHeight + pad.gap)
                    width: characters.cellWidth
                    height: pad.cellHeight
                    pad: 0
                    px: Theme.kiosk.px(Theme.largePrint ? 68 : 56)
                    text: modelData
                    focusPolicy: Qt.TabFocus
                    onClicked: pad.chosen(modelData)
                }
            }
        }

        Flickable {
            anchors.fill: parent
            visible: pad.candidates === "" && field.empty
            clip: true
            contentHeight: flow.height
            boundsBehavior: Flickable.StopAtBounds

            Flow {
                id: flow

                width: offered.width
                spacing: pad.gap

                Repeater {
                    model: pad.words !== "" ? pad.words.split("\n") : []

                    TouchButton {
                        required property string modelData

                        height: pad.cellHeight
                        pad: Theme.kiosk.px(24)
                        px: Theme.kiosk.px(Theme.largePrint ? 46 : 36)
                        text: modelData
                        focusPolicy: Qt.TabFocus
                        onClicked: pad.chosen(modelData)
                    }
                }
            }
        }

        MouseArea {
            readonly property bool settling: visible

            anchors.fill: parent
            visible: pad.waiting
        }
    }

    InkField {
        id: field

        x: pad.edge
        y: pad.beside ? pad.gap : offered.y + offered.height + pad.gap
        width: (pad.beside ? offered.x : buttons.x) - pad.gap - pad.edge
        height: pad.height - y - pad.gap
        label: pad.label
        placeholder: pad.placeholder
        onWritten: points => pad.written(points)
    }

    Grid {
        id: buttons

        readonly property int cellWidth: Theme.kiosk.px(Theme.largePrint ? 204 : 184)
        readonly property int cellHeight: Math.floor((pad.height - y - 4 * pad.gap) / 4)

        x: pad.width - pad.edge - 2 * cellWidth - pad.gap
        y: pad.beside ? pad.gap : offered.y + offered.height + pad.gap
        columns: 2
        spacing: pad.gap

        PadButton {
            text: pad.undoText
            enabled: !field.empty
            onClicked: {
                field.undo()
                pad.undone()
            }
        }

        PadButton {
            text: pad.clearText
            enabled: !field.empty
            onClicked: pad.cleared()
        }

        Repeater {
            model: ["，", "。"]

            PadButton {
                required property string modelData

                text: modelData
                onClicked: pad.chosen(modelData)
            }
        }

        PadButton {
            text: pad.eraseText
            picture: "backspace"
            onClicked: pad.erased()
        }

        PadButton {
            text: pad.keysText
            onClicked: pad.keysWanted()
        }
    }

    PadButton {
        x: buttons.x
        y: buttons.y + 3 * (buttons.cellHeight + pad.gap)
        width: 2 * buttons.cellWidth + pad.gap
        text: pad.doneText
        onClicked: pad.done()
    }

    component PadButton: TouchButton {
        width: buttons.cellWidth
        height: buttons.cellHeight
        pad: Theme.kiosk.px(10)
        px: Theme.kiosk.px(Theme.largePrint ? 44 : 36)
        focusPolicy: Qt.TabFocus
    }
}
