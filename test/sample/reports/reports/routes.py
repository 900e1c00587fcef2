import json
import os
from datetime import date

from fastapi import APIRouter, Depends
from redis import Redis
from sqlalchemy import select
from sqlalchemy.orm import Session

from .database import get_session
from .mailer import send_report
from .models import Customer, Order
from .settings import settings

router = APIRouter(prefix="/reports")
cache = Redis.from_url(settings.redis_url)


@router.get("/sales")
def sales(day: date, session: Session = Depends(get_session)) -> list[dict]:
    lines = []
    for order in session.scalars(select(Order).where(Order.placed_at == day)).all():
        customer = session.get(Customer, order.customer_id)
        lines.append({"order": order.id, "customer": customer.name, "total": str(order.total)})
    cache.set(f"sales:{day}", json.dumps(lines))
    return lines


@router.post("/sales/send")
def send(day: date) -> dict:
    recipient = os.environ["REPORT_RECIPIENT"]
    send_report(recipient, day)
    return {"sent": True}
