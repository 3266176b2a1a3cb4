"""A folder is written whole or not at all."""

from __future__ import annotations

import os

import pytest

from detente.dossier import folders
from detente.dossier.folders import checked_place, write_folder
from detente.errors import OutputError

FILES = {"brief.html": "<p>\u2026", "evidence/claims.jsonl": "{}\n"}


def contents(folder):
    return {str(p.relative_to(folder)): p.read_text("utf-8") for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_new_folder_appears_with_all_its_files_and_nothing_beside(tmp_path):
    assert write_folder(tmp_path / "deep" / "out", FILES) == tmp_path / "deep" / "out"
    assert contents(tmp_path) == {f"deep/out/{name}": text for name, text in FILES.items()}
    assert (tmp_path / "deep" / "out").stat().st_mode & 0o777 == 0o777 & ~umask()


def umask():
    now = os.umask(0)
    os.umask(now)
    return now


def test_an_old_folder_keeps_what_else_lies_there(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    (tmp_path / "out" / "brief.html").write_text("old")
    write_folder(tmp_path / "out", FILES)
    assert contents(tmp_path / "out") == {**FILES, "notes.txt": "mine"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("place", ["file", "file/out", "file/a/b"])
def test_a_file_in_the_way_is_an_output_error_for_everybody(tmp_path, place):
    (tmp_path / "file").write_text("keep")
    for act in (checked_place, lambda out: write_folder(out, FILES)):
        with pytest.raises(OutputError, match="is a file"):
            act(tmp_path / place)
    assert contents(tmp_path) == {"file": "keep"}


def test_a_broken_link_in_the_way_is_an_output_error(tmp_path):
    (tmp_path / "out").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError, match="is a file"):
        checked_place(tmp_path / "out")


def test_a_folder_where_a_file_belongs_is_an_output_error(tmp_path):
    (tmp_path / "out" / "brief.html").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"brief\.html"):
        write_folder(tmp_path / "out", FILES)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["brief.html"]


@pytest.mark.parametrize("exists", [False, True])
def test_an_interruption_leaves_nothing_half_written(tmp_path, monkeypatch, exists):
    if exists:
        write_folder(tmp_path / "out", {"brief.html": "old"})
    before = contents(tmp_path)

    def interrupted(fresh, files):
        (fresh / "brief.html").write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "_fill", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "out", FILES)
    assert contents(tmp_path) == before
    assert len(list(tmp_path.iterdir())) == exists


def test_a_full_disk_is_an_output_error(tmp_path, monkeypatch):
    def full(fresh, files):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders, "_fill", full)
    with pytest.raises(OutputError, match="No space left"):
        write_folder(tmp_path / "out", FILES)
    assert list(tmp_path.iterdir()) == []
