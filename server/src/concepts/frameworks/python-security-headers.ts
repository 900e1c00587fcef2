import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-security-headers',
  title: 'Security headers for Python servers',
  languages: ['python'],
  modules: ['secure', 'flask_talisman', 'flask_seasurf_headers', 'Secweb', 'secweb', 'csp'],
  packages: ['secure', 'flask-talisman', 'Secweb', 'django-csp'],
  provides: ['security-headers'],
});
