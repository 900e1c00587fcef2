import httpx
import pytest
import respx
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.orders.repository import Order
from tests.factories import insert_order
from tests.mocked_api import failing


@pytest.mark.parametrize("run", ["first", "second"])
def test_each_test_sees_its_own_rows_alone(session: Session, run: str) -> None:
    insert_order(session)
    insert_order(session, quantity=7)
    session.commit()
    assert session.scalar(select(func.count()).select_from(Order)) == 2
    assert len(set(session.scalars(select(Order.name)))) == 2


def test_the_other_system_answers(payments_api: respx.MockRouter) -> None:
    answer = httpx.get("https://payments.test/payments/7")
    assert answer.json() == {"id": "7", "status": "paid"}
    with pytest.raises(AssertionError):
        httpx.get("https://payments.test/refunds")


def test_the_other_system_is_away_for_a_moment(payments_api: respx.MockRouter) -> None:
    payments_api.get("/refunds").mock(side_effect=failing(1))
    statuses = [httpx.get("https://payments.test/refunds").status_code for _ in range(2)]
    assert statuses == [503, 200]
