"""On a phone, a coordinator gives back and takes a cell in one tap each; reception sees an absence without a reload."""

import re

import pytest

from tests.browser.house import in_the_house

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
SAID_AND_SEEN = "all => all.map(e => [e.innerText.includes('absent'), e.clientWidth >= e.scrollWidth])"
SMALLEST = "all => Math.min(...all.map(e => parseFloat(getComputedStyle(e).fontSize)))"


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


@pytest.fixture
def phone(house, a_page):
    page = a_page("coordination", viewport=PHONE)
    page.goto(f"{house.url}/rosters/")
    page.wait_for_selector(".own-cells button")
    return page


def test_one_tap_gives_a_cell_back_one_takes_it_again_and_the_focus_stays(phone):
    cell = phone.locator(".own-cells button").first
    where = cell.get_attribute("id")
    for word in ("Rendre", "Prendre"):
        button = phone.locator(f"#{where}")
        assert button.inner_text().startswith(word)
        with phone.expect_response(lambda answer: answer.request.method == "POST") as answered:
            button.click()
        assert answered.value.status == 200
        phone.wait_for_function("([id, word]) => !document.getElementById(id).innerText.startsWith(word)",
                                arg=[where, word])  # fmt: skip
        assert focused(phone) == where
    assert phone.said == []


def test_she_fills_her_month_a_week_after_the_other(phone):
    for weeks in range(1, 5):
        phone.locator("#after").click()
        phone.wait_for_url(re.compile(r"/rosters/\d{4}-W\d\d/"))
        phone.wait_for_selector("#live:not([hidden])")
        if weeks < 3:
            continue  # already promised
        holes = phone.locator(".own-cells > .line button").all()
        for where in [button.get_attribute("id") for button in holes[:4]]:
            phone.locator(f"#{where}").click()
            phone.wait_for_function("id => document.getElementById(id).innerText.startsWith('Rendre')", arg=where)
    assert (len(holes) > 4, phone.said) == (True, [])


def test_her_cells_are_as_large_as_a_thumb(phone):
    boxes = [button.bounding_box() for button in phone.locator(".own-cells .line button:visible").all()]
    assert boxes and min(min(box["width"], box["height"]) for box in boxes) >= 44
    assert phone.locator(".roster").is_hidden()


@pytest.fixture
def a_full_week(house):
    yield lambda *said: in_the_house(house, f"fill_a_far_week{said}")
    in_the_house(house, "empty_the_far_week()")


def sheets(page):
    """The size of each sheet that the page takes on paper, in points."""
    page.emulate_media(media="print")
    printed = page.pdf(prefer_css_page_size=True)
    pages = printed.count(b"/Type /Page") - printed.count(b"/Type /Pages")
    sizes = [[round(float(n)) for n in found.split()] for found in re.findall(rb"/MediaBox \[0 0 ([\d. ]+)\]", printed)]
    return pages, sizes


def test_the_week_prints_on_one_landscape_page(house, a_page):
    page = a_page("direction")
    page.goto(f"{house.url}/rosters/")
    assert sheets(page) == (1, [[842, 595]])


@pytest.mark.parametrize("desks_posts_absences", [(5, 3, 0), (10, 3, 2), (10, 5, 3)], ids=["roomy", "full", "densest"])
def test_so_does_a_full_week_of_long_names_and_its_absences(house, a_page, a_full_week, desks_posts_absences):
    page = a_page("direction")
    page.goto(house.url + a_full_week(*desks_posts_absences))
    desks, posts, absences = desks_posts_absences
    assert page.locator(".post").count() == 11 * desks * posts + absences
    assert sheets(page) == (1, [[842, 595]])
    page.set_viewport_size({"width": 1062, "height": 734})  # the same sheet, as it is seen
    assert page.locator(".is-out").evaluate_all(SAID_AND_SEEN) == [[True, True]] * absences
    assert page.locator(".post").evaluate_all(SMALLEST) * 3 / 4 >= 6.5


def test_a_long_name_takes_two_lines_on_a_screen_and_is_whole_under_the_pointer(house, a_page, a_full_week):
    page = a_page("direction")
    page.goto(house.url + a_full_week(1, 1, 0))
    post = page.locator(".post").first
    lines = post.locator("b").evaluate("e => e.clientHeight / parseFloat(getComputedStyle(e).lineHeight)")
    assert (round(lines), post.get_attribute("title")) == (2, post.locator("b").text_content())


def test_an_absence_told_on_one_screen_opens_a_hole_on_another(house, a_page):
    manager, agent = a_page("direction"), a_page("accueil")
    for page in (manager, agent):
        page.goto(f"{house.url}/rosters/")
    manager.wait_for_selector("#live:not([hidden])")
    holes = manager.locator(".post-hole").count()
    agent.locator(".expected button").last.click()
    manager.wait_for_function("n => document.querySelectorAll('.post-hole').length === n + 1", arg=holes)
    agent.get_by_role("button", name="Annuler").first.click()
    manager.wait_for_function("n => document.querySelectorAll('.post-hole').length === n", arg=holes)
