"""Other systems (外部系统): what their keys are for, what they are told, the record of the standard."""
