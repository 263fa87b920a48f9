"""The keys of the reading pane. A key with a space is a sequence, which `tui.keys` gathers."""

from __future__ import annotations

from textual.binding import Binding


def _key(key: str, action: str, description: str, name: str, tooltip: str) -> Binding:
    return Binding(key, action, description, id=f"reader.{name}", tooltip=tooltip, show=False)


MOVING = [
    _key("j,down", "go('speech_next')", "Next speech", "next", "The next speech; a long one scrolls first"),
    _key("k,up", "go('speech_previous')", "Previous speech", "previous", "The speech before; a long one scrolls first"),
    _key("ctrl+e", "scroll_rows(1)", "Line down", "line-down", "Scroll one line down"),
    _key("ctrl+y", "scroll_rows(-1)", "Line up", "line-up", "Scroll one line up"),
    _key("ctrl+d", "scroll_screens(0.5)", "Half down", "half-down", "Scroll half a screen down"),
    _key("ctrl+u", "scroll_screens(-0.5)", "Half up", "half-up", "Scroll half a screen up"),
    _key("pagedown,ctrl+f", "scroll_screens(1)", "Screen down", "screen-down", "Scroll a screen down"),
    _key("pageup,ctrl+b", "scroll_screens(-1)", "Screen up", "screen-up", "Scroll a screen up"),
    _key("space", "go('read_on')", "Read on", "read-on", "A screen down, then on to the next exchange"),
    _key("b", "back", "Back", "back", "A screen up; while choosing words, back a word"),
    _key("g g,home", "go('top')", "Top", "top", "The beginning of the debate"),
    _key("G,end", "go('bottom')", "Bottom", "bottom", "The end of the debate"),
    _key("J", "go('exchange_next')", "Next exchange", "next-exchange", "The next question with its answers"),
    _key("K", "go('exchange_previous')", "Previous exchange", "previous-exchange", "This exchange, or the one before"),
    _key("right_curly_bracket", "text('paragraph_next')", "Next paragraph", "next-paragraph", "The next paragraph"),
    _key("left_curly_bracket", "text('paragraph_back')", "Paragraph back", "back-paragraph", "The paragraph before"),
    _key("percent_sign", "go('match')", "Answer", "match", "From a question to its answer, and back"),
    _key("P", "go('chain_start')", "First question", "chain", "Up to the question that began this chain"),
    _key("right_parenthesis", "speaker(1)", "Speaks next", "speaker-next", "The next speech by this speaker"),
    _key("left_parenthesis", "speaker(-1)", "Spoke before", "speaker-back", "The speech before by this speaker"),
    _key("n", "hit(1)", "Next hit", "next-hit", "The next place found; without a search the next unread words"),
    _key("N", "hit(-1)", "Previous hit", "previous-hit", "The place found before; without a search the unread words"),
    _key("right_square_bracket a", "note(1)", "next note", "next-note", "The next annotation"),
    _key("left_square_bracket a", "note(-1)", "previous note", "previous-note", "The annotation before"),
    _key("right_square_bracket v", "verdict(1)", "next verdict", "next-verdict", "The next answer that you judged"),
    _key("left_square_bracket v", "verdict(-1)", "previous verdict", "previous-verdict", "The judged answer before"),
    _key(
        "enter", "open", "Open", "open", "Unfold a speech, open the note under the caret, or turns left out beside it"
    ),
]

LOOKING = [
    _key("z a", "fold('toggle')", "fold or unfold", "fold", "Fold this speech, or unfold it"),
    _key("z c", "fold('close')", "close", "fold-close", "Fold this speech, or leave out again what was opened"),
    _key("z o", "fold('open')", "open", "fold-open", "Unfold this speech, or open the turns left out beside it"),
    _key("z M", "fold_all(True)", "close all", "fold-all", "Fold every speech"),
    _key("z R", "fold_all(False)", "open all", "unfold-all", "Unfold every speech"),
    _key("z z", "seat('middle')", "to the middle", "centre", "This line to the middle of the screen"),
    _key("z t", "seat('top')", "to the top", "to-top", "This line to the top of the screen"),
    _key("z b", "seat('bottom')", "to the bottom", "to-bottom", "This line to the bottom of the screen"),
    _key("g o", "outline", "outline", "outline", "Show or hide the outline of exchanges"),
    _key("g n", "notes", "notes", "notes", "Show or hide the notes"),
]

CHOOSING = [
    _key("v", "choose('v')", "Choose words", "choose", "Choose words from here on; again leaves"),
    _key("V", "choose('V')", "Choose speeches", "choose-speech", "Choose whole speeches; again leaves"),
    _key("h,left", "text('left')", "Left", "left", "One character to the left"),
    _key("l,right", "text('right')", "Right", "right", "One character to the right"),
    _key("w", "text('word')", "Next word", "word", "The beginning of the next word"),
    _key("e", "choose_text('word_end')", "Word end", "word-end", "While choosing words: to the end of the word"),
    _key("0", "text('line_start')", "Line start", "line-start", "The beginning of the line"),
    _key("dollar_sign", "text('line_end')", "Line end", "line-end", "The end of the line"),
    _key("i w", "choose_around('word_at')", "the word", "inner-word", "While choosing: the word"),
    _key("i s", "choose_around('sentence_at')", "the sentence", "inner-sentence", "While choosing: the sentence"),
    _key("i p", "choose_around('paragraph_at')", "the paragraph", "inner-paragraph", "While choosing: the paragraph"),
    _key(
        "i c",
        "choose_around('contribution_at')",
        "the contribution",
        "inner-contribution",
        "While choosing: the whole contribution, as words",
    ),
    _key("i e", "choose_around('exchange_at')", "the exchange", "inner-exchange", "While choosing: the whole exchange"),
    _key("i h", "choose_hit", "the hit", "inner-hit", "Choose the words of the hit"),
    _key("x", "mark", "Mark", "mark", "Mark this speech for what is done to several"),
    _key("asterisk", "mark_hits", "Mark hits", "mark-hits", "Mark the speeches with a hit; again: the hits"),
    _key("escape", "cancel", "Cancel", "cancel", "Leave what was begun: choosing, an overlay, hits, marks"),
]
