"""The reception by keyboard: two keys in either order, what is armed stays armed, one more key where it is asked."""

import pytest

from tests.browser.house import quiet

pytestmark = pytest.mark.browser


@pytest.fixture
def reception(house, a_page):
    return opened(house, a_page)


def opened(house, a_page):
    page = a_page("accueil")
    page.goto(f"{house.url}/reception/")
    page.wait_for_selector("#live:not([hidden])")
    return page


def letters(page):
    """The first need's letter, the last one's, and the letters of documentation and of a group."""
    rows = [row.get_attribute("data-row-key") for row in page.locator("#grid tbody tr").all()]
    columns = [head.get_attribute("data-col-key") for head in page.locator("#grid th[data-col-key]").all()]
    return rows[0], rows[-1], columns[1], columns[-1]


def logged(page):
    quiet(page)
    return page.locator("#answer").get_attribute("data-last")


def test_two_keys_press_a_cell_in_either_order(reception):
    row, _last, documentation, _group = letters(reception)
    cell = reception.locator(f"tr[data-row-key={row}] button[data-col-key={documentation}]").get_attribute("id")
    for keys in (row + documentation, documentation + row):
        reception.reload()
        for key in keys.lower():
            reception.keyboard.press(key)
        assert logged(reception) == cell
        assert reception.locator(".cell.is-last").get_attribute("id") == cell
    assert reception.said == []


def test_escape_forgets_the_first_key(reception):
    row, _last, documentation, _group = letters(reception)
    for key in (row, "Escape", documentation):
        reception.keyboard.press(key)
    assert (logged(reception), reception.locator("tr.is-armed").count()) == ("", 0)


def test_an_armed_row_and_the_focus_outlive_another_agents_arrival(house, a_page, reception):
    row, _last, documentation, _group = letters(reception)
    reception.locator("#persons-1").focus()
    reception.keyboard.press(row)
    before = reception.locator("#last").inner_text()
    opened(house, a_page).locator(f"tr[data-row-key={row}] button[data-col-key={documentation}]").click()
    reception.wait_for_function("before => document.querySelector('#last').innerText != before", arg=before)
    assert reception.locator("tr.is-armed").get_attribute("data-row-key") == row
    assert reception.evaluate("document.activeElement.id") == "persons-1"


def test_the_size_of_a_group_is_typed(reception):
    row, _last, _documentation, group = letters(reception)
    for key in (row, group):
        reception.keyboard.press(key)
    reception.wait_for_selector("#size-2:focus")
    for key in ("1", "4", "Enter"):
        reception.keyboard.press(key)
    reception.wait_for_selector("#answer.is-group")
    assert reception.locator("#answer b").first.inner_text() == "Groupe, 14\N{NO-BREAK SPACE}personnes"


def test_a_desk_is_chosen_by_its_letter_and_not_by_the_rows(reception):
    _row, last, _documentation, _group = letters(reception)
    interview = reception.locator("#grid th[data-col-key]").first.get_attribute("data-col-key")
    for key in (last, interview):
        reception.keyboard.press(key)
    desk = reception.locator("#choice button[name=desk]:not(.is-shut)").first
    letter = desk.get_attribute("data-key")
    reception.keyboard.press(letter)
    reception.wait_for_selector("#answer .ticket")
    assert reception.locator("#answer > .desk").inner_text() == letter


def test_modifiers_fall_back_after_each_press(reception):
    row, _last, documentation, _group = letters(reception)
    for key in ("7", "k", row, documentation):
        reception.keyboard.press(key)
    assert logged(reception).endswith("documentation")
    chosen = [radio.get_attribute("id") for radio in reception.locator("#arrivals input[type=radio]:checked").all()]
    assert chosen == ["persons-1", "channel-on_site", "second-none", "priority-none"]
    assert reception.locator("#persons-more").inner_text().split()[0] == "5+"


def test_a_second_need_is_two_keys_before(reception):
    row, last, _documentation, _group = letters(reception)
    reception.keyboard.press("+")
    reception.keyboard.press(last)
    assert reception.locator("[name=second]:checked").get_attribute("id") == "second-other"
    assert reception.locator("tr.is-armed").count() == 0


def test_left_is_one_press_and_a_desks_list_that_was_closed_stays_closed(house, a_page, reception):
    lists, closed = reception.locator("details.standing"), reception.locator("details.standing:not([open])")
    assert (lists.count() > 1, closed.count()) == (True, 0)
    name = lists.first.get_attribute("id")
    lists.first.locator("> summary").click()
    before = reception.locator("#last").inner_text()
    row, _last, documentation, _group = letters(reception)
    opened(house, a_page).locator(f"tr[data-row-key={row}] button[data-col-key={documentation}]").click()
    reception.wait_for_function("before => document.querySelector('#last').innerText != before", arg=before)
    assert closed.evaluate_all("all => all.map(list => list.id)") == [name]
    reception.reload()
    assert closed.evaluate_all("all => all.map(list => list.id)") == [name]
