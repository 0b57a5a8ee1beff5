"""Any data at all, with keys that exist: answers or problems, and never anything else."""

from answers_samples import CONTEXT
from hypothesis import given, settings
from hypothesis import strategies as st

from kafka_scaffold.answers.load import judge, load_answers
from kafka_scaffold.answers.questions import TREE
from kafka_scaffold.answers.write import to_yaml
from kafka_scaffold.errors import AnswersError


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**20),
    st.floats(),
    st.text(max_size=8),
    st.lists(st.text(max_size=4), max_size=2),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
)
NAMES = st.sampled_from(
    ["web", "ads", "lake", "prod", "dev", "x", "Bad", "a.b", "", "a[0]", "web-2"]
)
LISTS = st.lists(st.sampled_from(["web", "ads", "lake", "nobody"]), max_size=2)
SAMPLES = {
    "version": st.just(1),
    "name": st.just("shop"),
    "region": st.sampled_from(["eu-west-1", "us-west-1", "mars"]),
    "producers": LISTS,
    "consumers": LISTS,
}


def plausible(question):
    """Return values that are often right and sometimes not."""
    kind = question.kind.item or question.kind
    words = [*kind.choices, *kind.later, *kind.schema.get("examples", [])]
    bounds = [kind.schema[key] for key in ("minimum", "maximum") if key in kind.schema]
    parts = [st.sampled_from([*words, *bounds, True, False, 3])]
    if question.kind.notes:
        parts.append(st.sampled_from(question.kind.notes.split(" to ")))
    value = st.one_of(*parts)
    if question.kind.item:
        value = st.lists(value, max_size=2)
    return st.one_of(SAMPLES.get(question.key, value), value, ODD)


def data_of(node):
    """Return data of the shape of a node, each key there or not."""
    if node.question:
        return plausible(node.question)
    if node.many:
        inner = data_of(node.many)
        some = (
            st.lists(inner, max_size=3)
            if node.is_list
            else st.dictionaries(NAMES, inner, max_size=3)
        )
        return st.one_of(some, some, some, ODD)
    group = st.fixed_dictionaries({}, optional={k: data_of(c) for k, c in node.children.items()})
    return st.one_of(group, group, group, group, ODD)


@settings(deadline=None, max_examples=400)
@given(data=data_of(TREE))
def test_random_data_is_taken_or_refused(data):
    """No check stumbles over what another one has found."""
    _, complaints = judge(data, CONTEXT)

    assert all(c.message.isprintable() for c in complaints)


@settings(deadline=None, max_examples=200)
@given(data=st.fixed_dictionaries({key: data_of(child) for key, child in TREE.children.items()}))
def test_random_files_are_taken_or_refused(data):
    """The same through a file; what is taken becomes whole answers."""
    try:
        answers = load_answers(to_yaml(data), "x", context=CONTEXT).answers
    except AnswersError as error:
        problems = error.problems
    else:
        problems = None
        assert abs(sum(t.share for t in answers.topics) - 1) < 1e-9 or not answers.topics
    assert problems != ()
