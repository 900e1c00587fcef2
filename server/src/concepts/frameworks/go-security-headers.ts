import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-security-headers',
  title: 'Security headers for Go routers',
  languages: ['go'],
  modules: [
    'github.com/unrolled/secure',
    'github.com/gin-contrib/secure',
    'github.com/danielkov/gin-helmet',
    'github.com/gofiber/fiber/v2/middleware/helmet',
    'github.com/gofiber/fiber/v3/middleware/helmet',
    'github.com/gofiber/helmet/v2',
  ],
  middleware: { New: 'security-headers' },
  provides: ['security-headers'],
});
