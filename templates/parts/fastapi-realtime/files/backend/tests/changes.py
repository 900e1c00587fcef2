from app.changes import Change
from app.web.api_model import ApiOutput


class Thing(ApiOutput):
    unit_price: str


def change(price: str) -> Change:
    return Change("thing.created", Thing(unit_price=price))
