"""How a reader wants things copied: the last choice in the menu, or the one kept for a debate."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from store.errors import StoreError
from store.model import DebateId
from tui.config import Config
from tui.screens.base import View

if TYPE_CHECKING:
    from store.copies import Recipe
    from store.library import Library
    from store.templates import Template


def copies() -> Any:
    """The module that makes what is copied, read when it is first asked for: all styles of citation come with it."""
    from store import copies

    return copies


class Recipes(View):
    """A view from which things are copied."""

    async def recipe(self, debate: DebateId | None = None) -> Recipe:
        """What `y y` does: the choice kept for this debate, else the last one in the menu, else the config's."""
        kept = (await self._kept(_key(debate)) if debate else None) or await self._kept(_key(None))
        config = self.box.began.config
        style, form, what = kept.split("\t") if kept else (config.style, config.form, "quote")
        from store.citations import STYLES

        made: Recipe = copies().Recipe(style, form, what)
        if style not in STYLES:
            from tui.templates import style_named  # where the reader has styles of their own

            try:
                made = copies().Recipe(style_named(style, os.environ), form, what)
            except StoreError as error:  # the template is gone: what can be done is done, and told
                self.say(str(error))
                made = copies().Recipe(Config().style, form, what)
        return made

    def own_styles(self) -> dict[str, Template]:
        """The reader's own templates; where one cannot be read that is told, and none are offered."""
        from tui.templates import own_styles

        try:
            return own_styles(os.environ)
        except StoreError as error:
            self.say(str(error))
            return {}

    async def kept_for(self, debate: DebateId) -> bool:
        """Whether a choice is kept for this debate only."""
        return await self._kept(_key(debate)) is not None

    async def _kept(self, key: str) -> str | None:
        known = self.box.recipes
        if key not in known:
            known[key] = await self.box.desk(lambda library: library.setting(key)) or None
        return known[key]

    def keep_recipe(self, only: DebateId | None, debate: DebateId, recipe: Recipe) -> None:
        """Keep a choice for one debate, or for all; then what was kept for this one is forgotten."""
        kept = {_key(only): "\t".join((recipe.name, recipe.form, recipe.what))}
        if only is None and self.box.recipes.get(_key(debate)):
            kept[_key(debate)] = ""
        self.box.recipes.update({key: value or None for key, value in kept.items()})

        def keep(library: Library) -> None:
            for key, value in kept.items():
                library.keep_setting(key, value)

        self.box.desk.keep(keep)


def _key(debate: DebateId | None) -> str:
    """The setting in which a recipe is kept."""
    return "recipe" if debate is None else f"recipe {debate}"
