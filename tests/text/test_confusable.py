"""Which characters sound or look alike."""

from __future__ import annotations

import pytest

from govlib.text.confusable import (
    blur_syllable,
    list_characters,
    look_alikes,
    looks_alike,
    nearly_sounds_alike,
    read_syllables,
    read_tones,
    sound_alikes,
    sounds_alike,
)


@pytest.mark.parametrize(
    "pair", ["政正", "站占", "布部", "做作", "截结", "重众", "重虫", "绿旅", "行航", "了乐", "的德"]
)
def test_characters_that_sound_alike(pair):
    assert sounds_alike(*pair)
    assert sounds_alike(*reversed(pair))
    assert nearly_sounds_alike(*pair)
    assert pair[1] in sound_alikes(pair[0])
    assert pair[0] in sound_alikes(pair[1])


@pytest.mark.parametrize("pair", ["政治", "办保", "站位", "国家", "女怒", "六牛", "a啊", "1一", "。的"])
def test_characters_that_do_not_sound_alike(pair):
    assert not sounds_alike(*pair)
    assert pair[1] not in sound_alikes(pair[0])


@pytest.mark.parametrize(
    "pair", ["治自", "成层", "是四", "年连", "央烟", "生申", "行欣", "湖服", "回飞", "黄方", "广关"]
)
def test_characters_that_nearly_sound_alike(pair):
    assert nearly_sounds_alike(*pair)
    assert nearly_sounds_alike(*reversed(pair))
    assert not sounds_alike(*pair)


@pytest.mark.parametrize("pair", ["国家", "治理", "八发", "安恩", "好否", "人同"])
def test_characters_that_do_not_nearly_sound_alike(pair):
    assert not nearly_sounds_alike(*pair)


@pytest.mark.parametrize(
    "pair",
    ["己已", "末未", "候侯", "炙灸", "戊戌", "戍戌", "拨拔", "账帐", "竞竟", "人入", "土士", "赢嬴", "沾沽", "桔秸"],
)
def test_characters_that_look_alike(pair):
    assert looks_alike(*pair)
    assert looks_alike(*reversed(pair))


@pytest.mark.parametrize("pair", ["国家", "政府", "一龙", "己己", "a八", "1一"])
def test_characters_that_do_not_look_alike(pair):
    assert not looks_alike(*pair)


def test_no_character_is_like_itself():
    for character in list_characters():
        assert character not in look_alikes(character)
        assert character not in sound_alikes(character)


def test_looking_alike_goes_both_ways():
    for character in list_characters():
        for other in look_alikes(character):
            assert character in look_alikes(other)


def test_seven_thousand_characters_have_a_sound():
    assert len(list_characters()) == 6763
    assert read_syllables("绿") == {"lv", "lu"}
    assert read_tones("政") == {"zheng4"}
    assert read_syllables("行") >= {"xing", "hang"}


@pytest.mark.parametrize("sign", ["", "a", "5", "，", " ", "\ud800", "𠮷", "政府"])
def test_what_is_no_common_character_is_like_nothing(sign):
    assert sound_alikes(sign) == ""
    assert look_alikes(sign) == ""
    assert not sounds_alike(sign, sign)


@pytest.mark.parametrize(
    ("syllable", "blurred"),
    [
        ("zhang", "zan"),
        ("nv", "lv"),
        ("hui", "fei"),
        ("hu", "fu"),
        ("huang", "fan"),
        ("er", "er"),
        ("a", "a"),
        ("ying", "yin"),
        ("hong", "hong"),
        ("heng", "hen"),
        ("feng", "fen"),
        ("?", "?"),
    ],
)
def test_a_syllable_as_it_is_blurred(syllable, blurred):
    assert blur_syllable(syllable) == blurred
