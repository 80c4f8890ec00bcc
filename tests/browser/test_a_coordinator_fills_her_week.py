"""On a phone, a coordinator gives back and takes a cell in one tap each; reception sees an absence without a reload."""

import pytest

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


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


def test_her_cells_are_as_large_as_a_thumb(phone):
    boxes = [button.bounding_box() for button in phone.locator(".own-cells .line button:visible").all()]
    assert boxes and min(min(box["width"], box["height"]) for box in boxes) >= 44
    assert phone.locator(".roster").is_hidden()


def test_the_week_prints_on_one_landscape_page(house, a_page):
    page = a_page("direction")
    page.goto(f"{house.url}/rosters/")
    page.emulate_media(media="print")
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page") - printed.count(b"/Type /Pages") == 1
    assert b"841.9" in printed or b"842." in printed


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
