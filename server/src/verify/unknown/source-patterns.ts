/** Where an application comes to be: what all its answers share is added there. */
export const whereAppIsMade =
  /\bexpress\(\)|\bfastify\(|new (?:Koa|Hono|Elysia)\(|NestFactory\.create|FastAPI\(|Flask\(__name__|Starlette\(|^MIDDLEWARE\s*=|gin\.(?:Default|New)\(|echo\.New\(|chi\.NewRouter\(|fiber\.New\(|mux\.NewRouter\(|http\.NewServeMux\(|createServer\(/i;

/** Where a server begins to take connections. */
export const whereServerListens = /\blisten\w*\s*\(|ListenAndServe|\buvicorn\.run\(|\.Start\(|\br(?:outer)?\.Run\(|app\.run\(/i;
