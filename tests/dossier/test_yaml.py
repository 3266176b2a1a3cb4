from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dossier import yaml
from detente.errors import DossierError


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: &x [1]\nb: *x", 1, "anchors"),
        ("a: 1\nb: *x", 2, "aliases"),
        ("a: !!python/object:os.system x", 1, "tags"),
        ("a: 1\nb: 2006-13-99", 2, "not a value"),
        ("a: " + "9" * 5000, 1, "not a value"),
        ("a: " + "[" * 1000 + "]" * 1000, 1, "nested deeper"),
        ("{" * 40000, 1, "nested deeper"),
        ("a: 1\nb: 1\na: 2", 3, "duplicate key"),
        ("- 1", 1, "expected keys and values"),
        ("", 1, "expected keys and values"),
        ("a: [1,\n b: }", 2, "expected the node content"),
        ("a: \t- b", 1, "cannot start any token; indent with spaces, not with tabs"),
        ("a: 1\nb 2\nc: 3", 3, "expected ':'; a key has a colon and a space behind it"),
        ("a: b: c", 1, "not allowed here; a text with a colon in it stands in quotation marks"),
        ("a:\n  b: 1\n c: 2", 3, "line it up with the keys beside it"),
        ("a: [1, 2\nb: 3", 2, "close the brackets"),
    ],
)
def test_bad_yaml_names_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(DossierError, match=message) as caught:
        yaml.parse(text, "crisis.yaml")
    fault = caught.value.faults[0]
    assert fault.file == "crisis.yaml"
    assert fault.line == line


def test_nul_bytes_are_an_error() -> None:
    with pytest.raises(DossierError, match="is not YAML"):
        yaml.parse("a: \x00")


def test_a_bomb_is_refused_without_being_built() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
    )
    with pytest.raises(DossierError, match="not allowed"):
        yaml.parse(bomb)


def test_words_that_older_yaml_takes_for_booleans() -> None:
    assert yaml.plain(yaml.parse("no: NO\non: yes\noff: off")) == {"no": "NO", "on": "yes", "off": "off"}


def test_lines_of_a_path() -> None:
    tree = yaml.parse("a:\n  b:\n    - x\n    - y\n  45: z\n")
    assert yaml.line_of(tree, ("a", "b", 1)) == 4
    assert yaml.line_of(tree, ("a", "45.0")) == 5
    assert yaml.line_of(tree, ("a", "nothing")) == 1
    assert yaml.line_of(tree, ("nothing",)) is None


def test_an_update_keeps_comments_order_and_spelling() -> None:
    text = "# head\na: 1   # first\nb: {x: 1.50, y: [p, q]}  # second\n# before c\nc: 'three'\n"
    before = yaml.plain(yaml.parse(text))
    after = {**before, "b": {"x": 1.5, "y": ["p", "r"]}, "d": 4}
    written = yaml.update(yaml.parse(text), before, after)
    assert "# head\na: 1   # first\n" in written
    assert "x: 1.50" in written
    assert "# second" in written
    assert "# before c\nc: 'three'" in written
    assert yaml.plain(yaml.parse(written)) == after


def test_an_update_takes_keys_out() -> None:
    text = "a: 1\nb: 2 # gone\nc: 3\n"
    assert yaml.plain(yaml.parse(yaml.update(yaml.parse(text), {"a": 1, "b": 2, "c": 3}, {"a": 1, "c": 3}))) == {
        "a": 1,
        "c": 3,
    }


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(-1e6, 1e6)
    | st.text()
    | st.dates(min_value=date(1000, 1, 1))
)
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(min_size=1), trees, max_size=5))
def test_dump_and_parse_return_the_same(data: dict[str, object]) -> None:
    if not data:
        return
    assert yaml.plain(yaml.parse(yaml.dump(data))) == data


def test_files_that_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="no such file"):
        yaml.read_text(tmp_path / "absent.yaml")
    with pytest.raises(DossierError, match="is a folder"):
        yaml.read_text(tmp_path)
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(DossierError, match="is not UTF-8"):
        yaml.read_text(tmp_path / "binary.yaml")
    (tmp_path / "huge.yaml").write_bytes(b"a" * 5_000_001)
    with pytest.raises(DossierError, match="larger than 5 MB"):
        yaml.read_text(tmp_path / "huge.yaml")
