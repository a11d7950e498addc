"""化解方式: by which way a matter is resolved. The codes are ours, GB/T 31000 5.58 was not to be had (§2.1)."""

from enum import StrEnum


class ResolutionMethod(StrEnum):
    """R01–R99."""

    RECONCILIATION = "R01"  # 和解
    PEOPLES_MEDIATION = "R02"  # 人民调解
    ADMINISTRATIVE_MEDIATION = "R03"  # 行政调解
    INDUSTRY_MEDIATION = "R04"  # 行业性专业性调解
    JUDICIAL_MEDIATION = "R05"  # 司法调解, 诉前委派 too
    ARBITRATION = "R06"  # 仲裁: labour, commercial, land
    ADMINISTRATIVE_RULING = "R07"  # 行政裁决
    ADMINISTRATIVE_REVIEW = "R08"  # 行政复议
    LITIGATION = "R09"  # 诉讼
    PETITION = "R10"  # 信访
    OTHER_ORGAN = "R11"  # 转其他有权机关
    OTHER = "R99"


NEEDS_CONSENT = frozenset(
    {
        ResolutionMethod.RECONCILIATION,
        ResolutionMethod.PEOPLES_MEDIATION,
        ResolutionMethod.ADMINISTRATIVE_MEDIATION,
        ResolutionMethod.INDUSTRY_MEDIATION,
        ResolutionMethod.JUDICIAL_MEDIATION,
    }
)
"""What nobody can be led into against their will: mediation is voluntary (人民调解法 art. 3)."""
