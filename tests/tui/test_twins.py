"""From a passage to its twins and back, and from passage to passage."""

from pathlib import Path

from tests.tui.driving import opened


async def test_repeats_in_other_documents_come_with_their_differences(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.until(lambda: "eleven" in driver.text("#repeats"))
        pane = driver.text("#repeats")
        assert "In other documents" in pane
        assert "second.txt" in pane
        page = driver.text("#page")
        assert "┃" in page


async def test_jumping_to_a_twin_and_back_to_the_exact_place(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        page = driver.screen.page
        await driver.press("enter", "j", "j", "j")
        view, shown = page.view(), driver.shown
        await driver.press("enter")
        assert driver.shown[0] == 1
        start, end = page.target
        assert "harbour council" in page.content.text[start:end]
        await driver.press("ctrl+o")
        assert driver.shown == shown
        assert page.view() == view
        await driver.press("alt+right")
        assert driver.shown[0] == 1


async def test_the_long_article_of_the_second_seed_leads_to_its_twin_and_back(seeds: Path) -> None:
    async with opened(seeds) as driver:
        page, document = driver.screen.page, driver.screen.catalogue.documents[1]
        driver.screen.opening.open(1, driver.stories(1)[0])
        await driver.press("2", *["}"] * 4)
        passage = max(page.content.passages, key=lambda passage: passage.end - passage.start)
        view, shown, line = page.view(), driver.shown, page.content.text[page.place :][:60]
        assert passage.start <= page.place < passage.end
        assert passage.end - passage.start > 10_000
        await driver.press("enter")
        twin = next(twin for twin in passage.twins if twin.start <= page.place < twin.end)
        assert page.target == (twin.start, twin.end)
        assert page.content.text[page.place :][:60] == line
        assert driver.shown == (1, document.article_at(page.place)) != shown
        await driver.press("ctrl+o")
        assert driver.shown == shown
        assert page.view() == view


async def test_an_article_without_repeats_says_so(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("J", "J")
        assert "Nothing of 12 words or more in this article is told again" in " ".join(driver.text("#repeats").split())


async def test_repeats_are_listed_and_jumped_to_from_their_pane(seeds: Path) -> None:
    async with opened(seeds) as driver:
        await driver.press("]")
        await driver.press("3", "j")
        assert driver.focused == "repeats"
        chosen = driver.screen.repeats.chosen()
        assert driver.screen.page.passage == chosen.passage
        await driver.press("enter")
        assert driver.screen.page.target == (chosen.twin.start, chosen.twin.end)


async def test_next_passage(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        await driver.press("enter", "G", "(")
        assert driver.screen.page.passages_on(driver.screen.page.place, driver.screen.page.place + 1)


async def test_a_passage_that_starts_amid_a_line_is_the_one_of_the_line(seeds: Path) -> None:
    async with opened(seeds) as driver:
        screen = driver.screen
        page = screen.page
        await driver.press("2")
        amid = []
        for document, article in ((0, number) for number in driver.stories(0)):
            screen.opening.open(document, article)
            await driver.settle()
            for passage in page.content.passages:
                line = page.line_of(passage.start)
                if page.line_span(line)[0] < passage.start and page.passages_on(*page.line_span(line)) == [passage]:
                    amid.append(passage)
                    page.move_to(line)
                    await driver.settle()
                    assert screen.repeats.chosen().passage == passage
                    await driver.press("enter")
                    assert driver.shown != (document, article) or page.target is not None
                    await driver.press("ctrl+o")
                    break
        assert amid


async def test_the_next_passage_may_be_in_another_article(told_twice: Path) -> None:
    async with opened(told_twice) as driver:
        screen = driver.screen
        first = driver.shown
        assert driver.focused == "contents"
        await driver.press("G", "right_parenthesis")  # from the third document, which repeats nothing
        assert "No repeated passage after this" in driver.text()
        last = driver.shown
        await driver.press("left_parenthesis", "ctrl+o")
        assert driver.shown == last
        await driver.press("left_parenthesis")
        assert driver.shown[0] == 1 and driver.focused == "page"
        assert screen.page.passages_on(*screen.page.line_span(screen.page.cursor))
        await driver.press("[", "[")
        assert driver.shown == first and "first article" in driver.text()
