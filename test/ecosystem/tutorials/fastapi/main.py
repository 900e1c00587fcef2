import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from passlib.context import CryptContext
from sqlalchemy.orm import Session

import models
import schemas
from database import engine, get_db

models.Base.metadata.create_all(bind=engine)

SECRET_KEY = "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"
pwd_context = CryptContext(schemes=["bcrypt"])

app = FastAPI()

app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


@app.get("/")
def root():
    return {"message": "Hello World"}


@app.post("/users")
def create_user(user: schemas.UserCreate, db: Session = Depends(get_db)):
    existing = db.query(models.User).filter(models.User.email == user.email).first()
    if existing:
        raise HTTPException(status_code=400, detail="Email already registered")
    db_user = models.User(email=user.email, hashed_password=pwd_context.hash(user.password))
    db.add(db_user)
    db.commit()
    db.refresh(db_user)
    return {"id": db_user.id}


@app.post("/login")
def login(user: schemas.UserCreate, db: Session = Depends(get_db)):
    found = db.query(models.User).filter(models.User.email == user.email).first()
    if not found or not pwd_context.verify(user.password, found.hashed_password):
        raise HTTPException(status_code=401, detail="Incorrect email or password")
    return {"token": jwt.encode({"sub": found.id}, SECRET_KEY, algorithm="HS256")}


@app.get("/notes", response_model=list[schemas.NoteRead])
def list_notes(db: Session = Depends(get_db)):
    return db.query(models.Note).all()


@app.post("/notes", response_model=schemas.NoteRead)
async def create_note(note: schemas.NoteCreate, db: Session = Depends(get_db)):
    try:
        db_note = models.Note(**note.dict())
        db.add(db_note)
        db.commit()
        print("note created", db_note.id)
        return db_note
    except Exception as e:
        raise HTTPException(status_code=500, detail=str(e))


@app.post("/import")
async def import_notes(request: Request, db: Session = Depends(get_db)):
    data = await request.json()
    for item in data["notes"]:
        db.add(models.Note(title=item["title"], body=item["body"]))
    db.commit()
    return {"imported": len(data["notes"])}


@app.delete("/notes/{note_id}")
def delete_note(note_id: int, db: Session = Depends(get_db)):
    db.query(models.Note).filter(models.Note.id == note_id).delete()
    db.commit()
    return {"ok": True}
