"""Errors are sentences in both languages and carry what a program needs to go on."""

from __future__ import annotations

from pathlib import Path

import pytest

import dgkg
from dgkg import errors

EVERY_ERROR = [
    errors.DgkgError("不行", "No"),
    errors.NotFoundError("松山胡", ["松山湖"]),
    errors.AmbiguousNameError("华为", [("id:huawei", "华为"), ("id:huawei-device", "华为终端")]),
    errors.NothingToldError("报告没有", "The report has none"),
    errors.UsageError("不行", "No"),
    errors.TooLargeError(),
    errors.MixedFiguresError("不能相加", "Cannot be added", ["unit"]),
    errors.QueryError("不行", "No", query="SELEKT", line=1, column=2),
    errors.RefusedError("不行", "No", what="SERVICE"),
    errors.LimitError("不行", "No", limit="seconds"),
    errors.BusyError("不行", "No"),
    errors.DataError("不行", "No", path=Path("a.trig"), line=3),
    errors.ConformanceError("不行", "No", ["one finding"]),
    errors.EndpointError("不行", "No", address="http://localhost/sparql", status=503),
    errors.AttachmentError("不行", "No", ["1.1-p1-s1"]),
    errors.OutputError(Path("out.csv"), "disk full"),
]


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda e: type(e).__name__)
def test_an_error_speaks_both_languages_and_each_alone(error):
    assert str(error) == f"{error.message('zh')} / {error.message('en')}"
    assert any("\u4e00" <= c <= "\u9fff" for c in error.message("zh"))
    assert error.message("en").isprintable()
    assert error.message("en")
    assert isinstance(error, dgkg.DgkgError)


def test_the_cases_above_are_all_the_errors_there_are():
    assert {type(e).__name__ for e in EVERY_ERROR} == set(errors.__all__)
    assert set(errors.__all__) <= set(dgkg.__all__)


def test_a_name_that_is_not_found_comes_back_with_what_is_nearest():
    error = errors.NotFoundError("松山胡", ["松山湖", "松山"])
    assert error.zh == "找不到「松山胡」。是不是：松山湖、松山？"
    assert error.en == "No thing is called “松山胡”. Did you mean: 松山湖, 松山?"
    assert (error.name, error.nearest) == ("松山胡", ("松山湖", "松山"))


def test_without_anything_near_no_guess_is_offered():
    error = errors.NotFoundError("zzz", (), "句子", "sentence")
    assert (error.zh, error.en) == ("找不到句子「zzz」。", "No sentence is called “zzz”.")


def test_an_ambiguous_name_lists_ids_and_labels_in_both_languages():
    error = errors.AmbiguousNameError("华为", [("id:huawei", "华为"), ("id:huawei-device", "华为终端")])
    for lang in ("zh", "en"):
        for choice in ("id:huawei", "id:huawei-device", "华为终端"):
            assert choice in error.message(lang)
    assert error.choices == (("id:huawei", "华为"), ("id:huawei-device", "华为终端"))


def test_a_failed_write_names_the_file_and_says_that_the_old_one_is_whole():
    error = errors.OutputError(Path("out.csv"), "disk full")
    assert error.path == Path("out.csv")
    for lang, promise in (("zh", "未改动"), ("en", "unchanged")):
        assert "out.csv" in error.message(lang)
        assert "disk full" in error.message(lang)
        assert promise in error.message(lang)


@pytest.mark.parametrize(
    ("error", "attributes"),
    [
        (errors.QueryError("不", "no", query="ASK {", line=1, column=6), {"query": "ASK {", "line": 1, "column": 6}),
        (errors.QueryError("不", "no"), {"query": "", "line": None, "column": None}),
        (errors.DataError("不", "no", path=Path("a.ttl"), line=7), {"path": Path("a.ttl"), "line": 7}),
        (errors.ConformanceError("不", "no", ["a", "b"]), {"findings": ("a", "b"), "path": None}),
        (errors.MixedFiguresError("不", "no", ["unit", "period"]), {"differing": ("unit", "period")}),
        (errors.NothingToldError("不", "no"), {"name": "不", "nearest": ()}),
        (errors.AttachmentError("不", "no", ["1.1-p1-s1"]), {"differing": ("1.1-p1-s1",)}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_carries_where_it_happened(error, attributes):
    assert {name: getattr(error, name) for name in attributes} == attributes


def test_data_that_breaks_the_shapes_is_a_data_error():
    with pytest.raises(dgkg.DataError):
        raise errors.ConformanceError("不合规", "does not conform", ["finding"])
