"""Templates: every placeholder is filled, nothing else is, and what goes in stays as it is."""

from importlib.resources import files

import pytest

from prompts import PromptFault, Template, load_template

NAMES = sorted(file.name[:-3] for file in files("prompts.templates").iterdir() if file.name.endswith(".md"))
GREETING = Template("greeting", '{{name}}您好，{{ask}}？{{name}} {"a": {"b": 1}}')


def test_values_go_in_wherever_they_belong() -> None:
    assert GREETING.placeholders == ("name", "ask")
    assert GREETING.fill(name="王", ask="在吗") == '王您好，在吗？王 {"a": {"b": 1}}'


@pytest.mark.parametrize("value", ["{{ask}}", "{{name}}", "{ask}", "\\1 \\g<0>", "{{", "%s", ""])
def test_a_value_goes_in_as_it_is(value: str) -> None:
    assert Template("t", "<{{name}}|{{ask}}>").fill(name=value, ask="在吗") == f"<{value}|在吗>"


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"name": "王"}, ("greeting.md: {{ask}} is given no value",)),
        ({"name": "王", "ask": "在吗", "time": "今天"}, ("greeting.md: there is no {{time}}",)),
        (
            {"self": "王"},
            (
                "greeting.md: {{name}} is given no value",
                "greeting.md: {{ask}} is given no value",
                "greeting.md: there is no {{self}}",
            ),
        ),
    ],
)
def test_a_missing_or_extra_value_is_named(values: dict[str, str], faults: tuple[str, ...]) -> None:
    with pytest.raises(PromptFault) as caught:
        GREETING.fill(**values)
    assert caught.value.faults == faults


@pytest.mark.parametrize("text", ["{{ name }}", "{{name}", "{{}}", "{{{{name}}"])
def test_a_broken_placeholder_is_a_fault(text: str) -> None:
    with pytest.raises(PromptFault, match=r"t.md: a placeholder is not of the form \{\{name\}\}"):
        Template("t", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_of_the_folder_is_whole(name: str) -> None:
    assert load_template(name).text.strip()


def test_a_template_that_is_not_there_is_named() -> None:
    with pytest.raises(PromptFault, match=r"nothing.md: there is no such template"):
        load_template("nothing")
