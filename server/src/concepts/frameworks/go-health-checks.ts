import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-health-checks',
  title: 'Health checks for Go servers',
  languages: ['go'],
  modules: [
    'github.com/heptiolabs/healthcheck',
    'github.com/alexliesenfeld/health',
    'github.com/hellofresh/health-go/v5',
    'github.com/AppsFlyer/go-sundheit',
    'github.com/tavsec/gin-healthcheck',
    'google.golang.org/grpc/health',
    'github.com/gofiber/fiber/v2/middleware/healthcheck',
    'github.com/gofiber/fiber/v3/middleware/healthcheck',
  ],
  provides: ['health-check'],
});
