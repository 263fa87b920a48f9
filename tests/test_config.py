"""The config file: what it may say, and the sentence for each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.errors import StoreError
from tui.bindings import check
from tui.config import Config, check_keys, read_config


def written(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert read_config(tmp_path / "none.toml") == Config()


def test_every_setting_is_read(tmp_path: Path) -> None:
    config = read_config(
        written(tmp_path, 'theme = "order-paper"\ntext_width = 66\n[keys]\n"reader.next" = "n,down"\n')
    )
    assert (config.theme, config.text_width, dict(config.keys)) == ("order-paper", 66, {"reader.next": "n,down"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("theme = ", "not valid TOML"),
        ("colour = 'red'", "no setting “colour”"),
        ("text_width = '72'", "text_width takes a whole number"),
        ("theme = 3", "theme takes text in quotes"),
        ("text_width = true", "text_width takes a whole number"),
        ("text_width = 10", "40 to 120"),
        ("keys = 'j'", "[keys] takes lines"),
        ("[keys]\nj = 1", "[keys] takes lines"),
    ],
)
def test_a_mistake_is_a_sentence_that_names_the_file(tmp_path: Path, text: str, told: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(StoreError) as error:
        read_config(file)
    assert str(file) in str(error.value)
    assert told in str(error.value)


def test_a_key_for_no_action_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"reader\.nxt"):
        check_keys({"reader.nxt": "n"}, {"reader.next"}, tmp_path)


@pytest.mark.parametrize(
    "keys",
    [{}, {"reader.next": "j,down,ctrl+j"}, {"app.undo": "f9"}, {"reader.next-hit": "N", "reader.previous-hit": "n"}],
)
def test_other_keys_may_be_given(tmp_path: Path, keys: dict[str, str]) -> None:
    check(keys, tmp_path)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"reader.nxt": "n"}, r"reader\.nxt, which is no action"),
        ({"reader.next": "j,n"}, r"gives n to .*reader\.next.*in the same view"),
        ({"app.help": "q"}, "gives q to app.help, which .*close"),
        ({"mark.note": "g"}, "gives g to mark.note"),
    ],
)
def test_a_key_that_another_action_has_is_refused(tmp_path: Path, keys: dict[str, str], told: str) -> None:
    with pytest.raises(StoreError, match=told):
        check(keys, tmp_path)


@pytest.mark.parametrize("text", ["x = " + "[" * 5000, "text_width = " + "9" * 5000, "x = " + "{a=" * 5000])
def test_a_config_without_end(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="not valid TOML"):
        read_config(file)


@pytest.mark.parametrize("width", ["99999999999999999999", "-1", "0", "true", "nan", "1e400"])
def test_a_text_width_that_is_none(tmp_path: Path, width: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"text_width = {width}", encoding="utf-8")
    with pytest.raises(StoreError, match="text_width"):
        read_config(file)
