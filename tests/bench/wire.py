"""What a Streamlit server sends, by kind: WebSocket frames are ``ForwardMsg`` messages."""

from collections.abc import Iterable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def parsed(frame: bytes) -> ForwardMsg:
    found = ForwardMsg()
    found.ParseFromString(frame)
    return found


GOOD_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


def ends_run(message: ForwardMsg) -> bool:
    """Whether a run is over, and not begun anew at once."""
    ended = message.WhichOneof("type") == "script_finished"
    return ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


def is_error(message: ForwardMsg) -> bool:
    """An exception on the page, or a run that did not end as it should."""
    if ends_run(message):
        return message.script_finished not in GOOD_ENDS
    drawn = message.delta.new_element.WhichOneof("type")
    return message.WhichOneof("type") == "delta" and drawn == "exception"


def kind_of(message: ForwardMsg) -> str:
    """The type of a message; of one that draws, the element, and its name where it has one."""
    kind = message.WhichOneof("type") or "nothing"
    if kind != "delta":
        return kind
    if message.delta.WhichOneof("type") != "new_element":
        return message.delta.WhichOneof("type") or kind
    element = message.delta.new_element
    drawn = element.WhichOneof("type")
    inner = getattr(element, drawn)
    name = getattr(inner, "component_name", "") or getattr(inner, "label", "")
    return f"{drawn} {name}".strip()


def breakdown(frames: Iterable[bytes]) -> list[tuple[str, int, int]]:
    """Kinds of messages with how many there are and their bytes, the heaviest first."""
    found: dict[str, list[int]] = {}
    for frame in frames:
        found.setdefault(kind_of(parsed(frame)), []).append(len(frame))
    return sorted(((k, len(v), sum(v)) for k, v in found.items()), key=lambda row: -row[2])
