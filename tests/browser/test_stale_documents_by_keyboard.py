"""The officer's pile by keyboard: ten stale documents without a mouse, and the way back."""

import pytest

from tests.browser.house import in_the_house, press, quiet

pytestmark = pytest.mark.browser


@pytest.fixture
def pile(house, a_page):
    in_the_house(house, "pile_up(14)")
    page = a_page("documentation")
    page.goto(f"{house.url}/resources/?reason=overdue&support=game")
    page.wait_for_selector(".stale.is-current")
    return page


def rows(page):
    return [row.get_attribute("id") for row in page.locator(".stale").all()]


def focused(page):
    return page.evaluate("document.activeElement.id")


def kept(house):
    return in_the_house(house, "how_the_pile_stands()")


def test_ten_stale_documents_are_triaged_by_keyboard_alone(house, pile):
    before = rows(pile)
    press(pile, "j", *"cwccwc")  # each decided leaves, and the next one is at hand
    assert (rows(pile), focused(pile)) == (before[6:], before[6])
    press(pile, "ArrowDown", "k", "j", "c")
    assert focused(pile) == before[8]
    press(pile, "k", "c", "c", "c")
    assert rows(pile) == before[10:]
    assert kept(house) == "confirmed 8, withdrawn 2, left 4"
    assert "Jeu 10" in pile.locator(".care-said b").inner_text()
    assert pile.said == []


def test_z_takes_the_last_one_back_and_goes_on_with_it(house, pile):
    first, second, *_rest = rows(pile)
    press(pile, "w")
    assert rows(pile)[0] == second
    press(pile, "z")
    assert (rows(pile)[0], focused(pile)) == (first, first)
    assert pile.locator("#undo").count() == 0


def test_the_chosen_ones_are_decided_together_and_come_back_together(house, pile):
    before = rows(pile)
    press(pile, "x", "j", "j", "x")
    assert pile.locator("#many.is-on [data-key]").evaluate_all("all => all.map(each => each.dataset.key)") == ["C", "W"]
    press(pile, "c")
    assert rows(pile) == [before[1], *before[3:]]
    assert focused(pile) == before[1]
    press(pile, "z")
    assert rows(pile) == before


def test_enter_on_a_box_decides_nothing_and_keys_rest_when_they_are_off(house, pile):
    before = rows(pile)
    press(pile, "x", "Enter")
    assert rows(pile) == before
    pile.evaluate("localStorage.setItem('house.keys', 'off')")
    pile.reload()
    press(pile, "c", "w")
    assert rows(pile) == before
    assert pile.locator(".stale .key:visible").count() == 0
    pile.locator(f"#{before[0]} [name=one][value^=confirm]").click()
    quiet(pile)
    assert rows(pile) == before[1:]


def test_r_revises_and_p_asks_by_what_it_is_replaced(house, pile):
    first = pile.locator(".stale").first
    revises, replaces = (first.locator(f"[data-act-key={key}]").get_attribute("href") for key in "RP")
    pile.keyboard.press("r")
    pile.wait_for_url(f"**{revises}")
    pile.go_back()
    pile.wait_for_selector(".stale.is-current")
    pile.keyboard.press("p")
    pile.wait_for_url(f"**{replaces}")
    assert focused(pile) == "q"
