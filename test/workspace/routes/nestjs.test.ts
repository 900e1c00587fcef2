import { provesRoutes } from './route-lines.ts';

provesRoutes('nestjs', [
  {
    name: 'controllers with guards below the global prefix',
    sources: {
      'src/main.ts':
        "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\napp.setGlobalPrefix('api');\nawait app.listen(3000);\n",
      'src/orders.controller.ts':
        "import { Controller, Delete, Get, UseGuards } from '@nestjs/common';\nimport { JwtGuard } from './jwt.guard';\n@UseGuards(JwtGuard)\n@Controller('orders')\nexport class OrdersController {\n  @Get()\n  list() {}\n\n  @UseGuards(AdminGuard)\n  @Delete(':id')\n  remove() {}\n}\n",
      'src/jwt.guard.ts': 'export class JwtGuard {}\n',
    },
    routes: ['GET /api/orders [JwtGuard:auth] list', 'DELETE /api/orders/:id [JwtGuard:auth AdminGuard] remove'],
  },
  {
    name: 'versions in the path',
    sources: {
      'src/main.ts':
        "import { VersioningType } from '@nestjs/common';\nimport { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\napp.enableVersioning({ type: VersioningType.URI });\n",
      'src/a.controller.ts':
        "import { Controller, Get, Post, Version } from '@nestjs/common';\n@Controller({ path: 'orders', version: '1' })\nexport class A {\n  @Get(['a', 'b'])\n  list() {}\n\n  @Version('2')\n  @Post()\n  add() {}\n}\n",
    },
    routes: ['GET /v1/orders/a [] list', 'GET /v1/orders/b [] list', 'POST /v2/orders [] add'],
  },
]);
