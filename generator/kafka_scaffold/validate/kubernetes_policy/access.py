"""Who may connect."""

from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.kubernetes_policy.manifest import finding, inside
from kafka_scaffold.validate.kubernetes_policy.view import View


_AS_LISTENER = {"tls-external": "tls"}


def user_authentication(view: View) -> Iterator[Finding]:
    """A user whose kind of credentials no listener takes can never connect."""
    taken = {inside(listener, "authentication", "type") for listener in view.listeners}
    if "custom" in taken:
        return
    for user in view.users:
        own = user.at("spec", "authentication", "type")
        if own is not None and _AS_LISTENER.get(own, own) not in taken:
            yield finding("user-authentication", user, f"no listener takes {own}")


def user_authorization(view: View) -> Iterator[Finding]:
    """Rules of a user hold only where the cluster authorizes."""
    if view.kafka.at("spec", "kafka", "authorization", "type") is not None:
        return
    for user in view.users:
        if user.items("spec", "authorization", "acls"):
            yield finding(
                "user-authorization", user, "it has ACLs, but its cluster authorizes nobody"
            )
