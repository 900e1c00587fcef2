module notes

go 1.21

require (
	github.com/gin-contrib/cors v1.4.0
	github.com/gin-gonic/gin v1.9.1
	github.com/golang-jwt/jwt/v5 v5.0.0
	gorm.io/driver/postgres v1.5.2
	gorm.io/gorm v1.25.2
)
