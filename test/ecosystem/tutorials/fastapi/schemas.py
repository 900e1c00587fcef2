from pydantic import BaseModel


class UserCreate(BaseModel):
    email: str
    password: str


class NoteCreate(BaseModel):
    title: str
    body: str


class NoteRead(NoteCreate):
    id: int

    class Config:
        from_attributes = True
