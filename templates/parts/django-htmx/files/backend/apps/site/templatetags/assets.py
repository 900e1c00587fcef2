from django import template
from django.templatetags.static import static

from config.assets import VERSION

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The address of a file. The version stands before the name, so that it holds for what a script imports too."""
    return static(f"{VERSION}/{name}")
