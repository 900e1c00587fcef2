from datetime import date

import httpx


def send_report(recipient: str, day: date) -> None:
    try:
        httpx.post(
            "https://mail.lantern.example/send",
            json={"to": recipient, "subject": f"Sales of {day}"},
            timeout=10,
        )
    except Exception:
        pass
