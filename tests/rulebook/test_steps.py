"""The office's words for a step: for a team, for a unit, for either, and once it is done."""

import pytest

from fengdan.rulebook.stages import BOTH_STAGE_LABELS, Stage, spine, stage_label
from fengdan.rulebook.steps import STEPS


@pytest.mark.parametrize(
    ("step", "kind", "said", "done"),
    [
        ("take", "team", "接单", "已接单"),
        ("take", "department", "签收", "已签收"),
        ("assign", "village", "交办", "已交办"),
        ("reply", "township", "答复", "已答复"),
        ("agree_orally", "team", "口头协议", "已登记口头协议"),
        ("rule_on_return", "", "退回裁定", "已裁定"),
        ("accept", "", "受理", "已受理"),
    ],
)
def test_words_of_a_step(step, kind, said, done):
    assert STEPS[step].said(kind) == said
    assert STEPS[step].done(said) == done


def test_words_while_nobody_knows_who_has_it():
    assert (STEPS["take"].said(""), STEPS["give_back"].said("")) == ("接单或签收", "退单或退回交办")
    assert (STEPS["give_back"].done(), STEPS["note"].done()) == ("已办好", "已备注")


def test_words_of_a_stage():
    assert [stage_label(Stage.TAKEN, kind) for kind in ("", "team", "department")] == ["已接单", "已接单", "已签收"]
    assert BOTH_STAGE_LABELS[Stage.UNDERWAY] == "化解中、办理中"
    assert BOTH_STAGE_LABELS[Stage.ACCEPTED] == "已受理"
    assert [label for label, _ in spine(Stage.TAKEN, "village")][2:5] == ["已交办", "已签收", "办理中"]
    assert [state for _, state in spine(Stage.TAKEN, "village")][1:5] == ["done", "done", "now", "later"]
