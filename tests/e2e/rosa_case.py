"""What `ergoctl rosa --json` says, taken apart."""


def pair(rosa, name):
    low, high = rosa[f"{name}_min"], rosa[f"{name}_max"]
    assert rosa[name] == (low if low == high else None), rosa
    return low, high


def answers(rosa, origin=None):
    return {i["item"]: i["answer"] for i in rosa["items"] if i["answer"] and origin in (None, i["origin"])}
