"""From a case to the fields of its papers (文书): which fact goes where, and what is masked on the way (§4.1, §4.2)."""
