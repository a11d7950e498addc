pragma ComponentBehavior: Bound

import QtQuick
import hall_display

/*! A place of the layout with its panel. It is made once and stays; only the page that is seen is drawn. */
Item {
    id: cell

    required property WallViewModel wall
    required property string panel
    required property int roundNo

    Loader {
        anchors.fill: parent
        sourceComponent: {
            switch (cell.panel) {
            case "calls": return calls
            case "absent": return absent
            case "queues": return queues
            case "desks": return desks
            case "roster": return roster
            case "steps": return steps
            case "lights": return lights
            case "kpis": return kpis
            case "types": return types
            case "trend": return trend
            case "areas": return areas
            case "notices": return notices
            default: return null
            }
        }
    }

    Component {
        id: calls

        WallCalls {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: absent

        WallAbsent {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: queues

        WallQueues {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: desks

        WallDesks {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: roster

        WallRoster {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: steps

        WallSteps {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: lights

        WallLights {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: kpis

        WallKpis {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: types

        WallTypes {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: trend

        WallTrend {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: areas

        WallAreas {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }

    Component {
        id: notices

        WallNotices {
            wall: cell.wall
            roundNo: cell.roundNo
        }
    }
}
