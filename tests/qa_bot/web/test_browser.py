"""The page in a real browser, which draws it as a picture: what it was sent is read, and that the picture changes."""

from __future__ import annotations

import base64
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, ChromeService, Keys
from selenium.webdriver.support.expected_conditions import visibility_of_element_located
from selenium.webdriver.support.wait import WebDriverWait

from tests.qa_bot.conftest import ANSWERED
from tests.qa_bot.web.pages import Served, text_of

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="there is no Chromium: on Debian, apt-get install chromium chromium-driver"
)


_HAS_FOCUS = "return document.activeElement.className === 'xterm-helper-textarea'"


class Browser:
    """A page in headless Chromium, and all that it has asked for and was sent."""

    def __init__(self, address: str) -> None:
        options = ChromeOptions()
        options.binary_location = CHROMIUM or ""
        for option in ("headless=new", "no-sandbox", "disable-dev-shm-usage", "window-size=1200,800", "no-first-run"):
            options.add_argument(f"--{option}")
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = Chrome(options=options, service=ChromeService(DRIVER))
        self.driver.set_page_load_timeout(30)
        self.requested: list[str] = []
        self._drawn = ""
        self.open(address)

    def open(self, address: str) -> None:
        """Go to an address, and wait until keys go to what is drawn there."""
        self._forget()
        self.driver.get(address)
        WebDriverWait(self.driver, 30).until(lambda driver: driver.execute_script(_HAS_FOCUS))

    def press(self, *keys: str, control: bool = False) -> None:
        self._forget()
        actions = ActionChains(self.driver)
        if control:
            actions.key_down(Keys.CONTROL)
        actions.send_keys(*keys)
        if control:
            actions.key_up(Keys.CONTROL)
        actions.perform()

    def see(self, text: str) -> bytes:
        """Wait until a text was sent to be drawn, and return the picture of the page."""
        until = time.monotonic() + 30
        while text not in text_of(self._drawn):
            assert time.monotonic() < until, f"{text!r} is not shown: {text_of(self._drawn)[-3000:]}"
            self._take_events()
            time.sleep(0.05)
        return self.driver.get_screenshot_as_png()

    def complaints(self) -> list[str]:
        """Return the errors that the page has met, such as what its policy forbids."""
        return [entry["message"] for entry in self._log("browser") if entry["level"] == "SEVERE"]

    def _forget(self) -> None:
        self._take_events()
        self._drawn = ""

    def _log(self, kind: str) -> list[dict[str, str]]:
        entries: list[dict[str, str]] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]  # Selenium's
        return entries

    def _take_events(self) -> None:
        for entry in self._log("performance"):
            event = json.loads(entry["message"])["message"]
            told = event["params"]
            match event["method"]:
                case "Network.requestWillBeSent":
                    self.requested.append(told["request"]["url"])
                case "Network.webSocketCreated":
                    self.requested.append(told["url"])
                case "Network.webSocketFrameReceived" if told["response"]["opcode"] == 2:
                    self._drawn += base64.b64decode(told["response"]["payloadData"]).decode()


@pytest.fixture
def served(tmp_path: Path, folder: Path) -> Iterator[Served]:
    served = Served(folder, library=tmp_path / "library", QA_BOT_TOKEN="a-token-of-some-length")
    yield served
    served.close()


@pytest.fixture
def browser(served: Served) -> Iterator[Browser]:
    browser = Browser(served.address)
    yield browser
    browser.driver.quit()


def test_a_question_is_answered_and_a_key_opens_its_source(served: Served, browser: Browser) -> None:
    address = served.address.partition("?")[0]
    pictures = [browser.see("Ask about your articles")]
    assert browser.driver.current_url == address
    assert browser.driver.execute_script("return document.cookie") == ""
    browser.press(ANSWERED)
    pictures.append(browser.see(ANSWERED))
    browser.press(Keys.ENTER)
    pictures.append(browser.see("John Snow removed"))
    browser.press("o", control=True)
    browser.see("[1 of ")
    pictures.append(browser.see("The deaths then fell."))
    assert len(set(pictures)) == len(pictures)
    assert len(browser.requested) >= 7
    ours = (address, address.replace("http", "ws"), "data:")
    assert [url for url in browser.requested if not url.startswith(ours)] == []
    assert browser.complaints() == []

    browser.open(address)  # with the cookie alone
    browser.see("Ask about your articles")
    browser.press("q", control=True)
    WebDriverWait(browser.driver, 30).until(visibility_of_element_located(("id", "restart"))).click()
    browser.see("Ask about your articles")
