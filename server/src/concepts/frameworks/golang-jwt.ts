import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'golang-jwt',
  title: 'golang-jwt',
  languages: ['go'],
  modules: [
    'github.com/golang-jwt/jwt',
    'github.com/golang-jwt/jwt/v4',
    'github.com/golang-jwt/jwt/v5',
    'github.com/dgrijalva/jwt-go',
    'github.com/dgrijalva/jwt-go/v4',
    'github.com/form3tech-oss/jwt-go',
  ],
  calls: [
    { on: 'NewWithClaims', is: 'token-signing', payload: 1 },
    { on: 'New', is: 'token-signing', payload: 'assigned' },
  ],
});
