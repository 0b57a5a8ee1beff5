"""Names of principals that no application bears."""

from kafka_scaffold.model.answers import Answers


def free_name(wanted: str, answers: Answers) -> str:
    """Return a name for a principal of our own, changed as long as an application has it."""
    taken = {application.name for application in answers.applications}
    name = wanted
    while name in taken:
        name = f"{name}-x"
    return name
