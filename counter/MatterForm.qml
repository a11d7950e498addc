import QtQuick
import assets.ui
import counter
import screenkit

/*! 登记 or 修改, in place of the card: Tab from field to field, Ctrl+S writes, Esc gives up. */
Card {
    id: form

    required property FormViewModel viewModel

    readonly property real half: (form.width - 2 * Theme.desk.margin - Theme.desk.margin) / 2

    Component.onCompleted: category.forceActiveFocus()

    ThemeText {
        id: title

        anchors.left: fields.left
        anchors.top: parent.top
        anchors.topMargin: Theme.desk.px(12)
        text: form.viewModel.isNew ? Texts.t("counter.form.register_title") : Texts.t("counter.form.correct_title")
        px: Theme.desk.strong
        strong: true
    }

    Column {
        id: fields

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: title.bottom
        anchors.topMargin: Theme.desk.px(8)
        spacing: Theme.desk.px(8)

        Row {
            spacing: Theme.desk.margin
            z: 3

            FormField {
                width: form.half
                label: Texts.t("counter.form.category")

                ChoiceEntry {
                    id: category

                    anchors.fill: parent
                    label: Texts.t("counter.form.category")
                    placeholder: Texts.t("counter.form.none_chosen")
                    chosenName: form.viewModel.category
                    options: form.viewModel.categories
                    onSearched: words => form.viewModel.findCategories(words)
                    onChosen: code => form.viewModel.write("category", code)
                }
            }

            FormField {
                width: form.half
                label: Texts.t("counter.form.place")

                ChoiceEntry {
                    anchors.fill: parent
                    label: Texts.t("counter.form.place")
                    placeholder: Texts.t("counter.form.place_hint")
                    chosenName: form.viewModel.place
                    options: form.viewModel.places
                    onSearched: words => form.viewModel.findPlaces(words)
                    onChosen: code => form.viewModel.write("town", code)
                }
            }
        }

        FormField {
            width: parent.width
            label: Texts.t("counter.form.other_side")

            DeskEntry {
                anchors.fill: parent
                label: Texts.t("counter.form.other_side")
                text: form.viewModel.otherSide
                maximumLength: form.viewModel.otherSideMax
                onEdited: text => form.viewModel.write("other_side", text)
            }
        }

        Row {
            spacing: Theme.desk.margin

            FormField {
                width: form.half
                label: Texts.t("counter.form.people")

                DeskEntry {
                    id: people

                    anchors.fill: parent
                    label: Texts.t("counter.form.people")
                    text: form.viewModel.people
                    maximumLength: 6
                    onEdited: text => form.viewModel.write("people", text)
                }
            }

            FormField {
                width: form.half
                label: Texts.t("counter.form.amount")

                DeskEntry {
                    id: amount

                    anchors.fill: parent
                    label: Texts.t("counter.form.amount")
                    text: form.viewModel.amount
                    maximumLength: 18
                    onEdited: text => form.viewModel.write("amount", text)
                }
            }
        }

        Row {
            spacing: Theme.desk.margin

            FormField {
                width: form.half
                label: Texts.t("counter.form.visitor")

                DeskEntry {
                    id: visitor

                    anchors.fill: parent
                    label: Texts.t("counter.form.visitor")
                    text: form.viewModel.visitor
                    maximumLength: form.viewModel.nameMax
                    onEdited: text => form.viewModel.write("visitor", text)
                }
            }

            FormField {
                width: form.half
                label: Texts.t("counter.form.phone")

                DeskEntry {
                    id: phone

                    anchors.fill: parent
                    label: Texts.t("counter.form.phone")
                    text: form.viewModel.phone
                    maximumLength: 20
                    onEdited: text => form.viewModel.write("phone", text)
                }
            }
        }

        FormField {
            width: parent.width
            height: Math.max(Theme.desk.px(72), form.height - fields.y - y - buttons.height - Theme.desk.px(36))
            label: Texts.t("counter.form.story")

            DeskEntry {
                anchors.fill: parent
                label: Texts.t("counter.form.story")
                lines: 4
                text: form.viewModel.story
                maximumLength: form.viewModel.storyMax
                onEdited: text => form.viewModel.write("story", text)
            }
        }
    }

    Row {
        id: buttons

        anchors.left: fields.left
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(14)
        spacing: Theme.desk.px(8)

        DeskButton {
            kind: "primary"
            text: form.viewModel.isNew ? Texts.t("counter.form.register") : Texts.t("counter.form.save")
            key: "Ctrl+S"
            onClicked: form.viewModel.save()
        }

        DeskButton {
            text: Texts.t("counter.form.cancel")
            key: "Esc"
            onClicked: form.viewModel.close()
        }
    }

    ThemeText {
        anchors.left: buttons.right
        anchors.leftMargin: Theme.desk.margin
        anchors.right: fields.right
        anchors.verticalCenter: buttons.verticalCenter
        text: form.viewModel.problem
        px: Theme.desk.body
        strong: true
    }

    Connections {
        target: form.viewModel

        function onRefused(field: string): void {
            const at = { people: people, amount: amount, visitor: visitor, phone: phone }
            at[field].forceActiveFocus()
        }
    }
}
