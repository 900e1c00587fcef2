import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'go-validators',
  title: 'Validators for Go',
  languages: ['go'],
  modules: [
    'github.com/go-playground/validator/v10',
    'github.com/go-playground/validator',
    'gopkg.in/go-playground/validator.v9',
    'github.com/go-ozzo/ozzo-validation/v4',
    'github.com/go-ozzo/ozzo-validation',
    'github.com/asaskevich/govalidator',
  ],
  calls: [{ on: ['Validate#*', '{Validate,ValidateStruct,ValidateStructWithContext}'], is: 'validation' }],
});
