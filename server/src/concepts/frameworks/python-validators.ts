import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'python-validators',
  title: 'Validators for Python',
  languages: ['python'],
  modules: [
    'pydantic',
    'sqlmodel',
    'marshmallow',
    'webargs',
    'cerberus',
    'jsonschema',
    'voluptuous',
    'wtforms',
    'flask_wtf',
    'rest_framework',
    'django',
    'msgspec',
  ],
  calls: [
    { on: ['BaseModel', 'SQLModel', 'BaseModel.*', 'SQLModel.*', 'TypeAdapter#*', 'parse_obj_as'], is: 'validation' },
    {
      on: ['Schema#{load,loads,validate}', 'schema.Schema#{load,loads,validate}', 'Schema', 'validate', 'convert'],
      is: 'validation',
    },
    { on: ['Form', 'FlaskForm', 'form.Form', 'Form#*', 'FlaskForm#*'], is: 'validation' },
    { on: ['serializers.*', 'serializers.*.*', 'forms.*', 'forms.models.*', 'forms.forms.*'], is: 'validation' },
    { on: ['flaskparser.parser.parse', 'core.validators.*', 'Validator#*'], is: 'validation' },
  ],
});
