"""What a device can have been in trouble with: the closed list of codes that a health report may carry. Pure.

Each is a refusal of assets/texts/refusals*.toml (a test holds it) and says nothing of a person.
"""

CODES = frozenset(
    {
        "device.absent",
        "printer.out_of_paper",
        "printer.cover_open",
        "printer.fault",
        "printer.silent",
        "printer.absent",
        "printer.near_end",
        "printer.interrupted",
        "printer.job_not_kept",
        "reader.checksum",
        "reader.length",
        "reader.command",
        "reader.unknown_error",
        "reader.self_test",
        "reader.not_authorised",
        "reader.silent",
        "reader.garbled",
        "scanner.flood",
        "pad.silent",
        "keypad.garbled",
        "keypad.stuck",
        "camera.failed",
        "camera.silent",
        "speaker.absent",
        "speaker.failed",
        "voice.absent",
        "voice.machine_failed",
    }
)
