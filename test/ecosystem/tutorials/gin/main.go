package main

import (
	"log"
	"net/http"
	"os"

	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
	"github.com/golang-jwt/jwt/v5"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

var db *gorm.DB

type Note struct {
	ID    uint   `json:"id"`
	Title string `json:"title"`
	Body  string `json:"body"`
}

type Login struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

func main() {
	var err error
	db, err = gorm.Open(postgres.Open(os.Getenv("DATABASE_URL")), &gorm.Config{})
	if err != nil {
		log.Fatal("failed to connect database")
	}
	db.AutoMigrate(&Note{})

	r := gin.Default()
	r.Use(cors.Default())

	r.POST("/login", login)
	r.GET("/notes", listNotes)
	r.GET("/notes/:id", getNote)
	r.POST("/notes", createNote)
	r.PUT("/notes/:id", updateNote)
	r.DELETE("/notes/:id", deleteNote)

	r.Run(":8080")
}

func login(c *gin.Context) {
	var input Login
	if err := c.ShouldBindJSON(&input); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": err.Error()})
		return
	}
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"email": input.Email})
	signed, _ := token.SignedString([]byte("my-secret-key"))
	c.JSON(http.StatusOK, gin.H{"token": signed})
}

func listNotes(c *gin.Context) {
	var notes []Note
	db.Find(&notes)
	c.JSON(http.StatusOK, notes)
}

func getNote(c *gin.Context) {
	var note Note
	if err := db.First(&note, c.Param("id")).Error; err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "Note not found"})
		return
	}
	c.JSON(http.StatusOK, note)
}

func createNote(c *gin.Context) {
	var note Note
	if err := c.BindJSON(&note); err != nil {
		return
	}
	if err := db.Create(&note).Error; err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": err.Error()})
		return
	}
	log.Println("created note", note.ID)
	c.JSON(http.StatusCreated, note)
}

func updateNote(c *gin.Context) {
	var note Note
	if err := db.First(&note, c.Param("id")).Error; err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "Note not found"})
		return
	}
	c.BindJSON(&note)
	db.Save(&note)
	c.JSON(http.StatusOK, note)
}

func deleteNote(c *gin.Context) {
	db.Delete(&Note{}, c.Param("id"))
	c.Status(http.StatusNoContent)
}
