import { defineFramework } from '../framework-model.ts';

export default defineFramework({
  name: 'mongoose',
  title: 'Mongoose',
  languages: ['typescript', 'javascript'],
  modules: ['mongoose', '@nestjs/mongoose'],
  types: {
    Model: ['model()', 'default.model()', 'Mongoose#model()', 'Model#**.{exec,lean,populate,select,sort,limit,skip}()'],
  },
  bases: { 'default.Schema': 'model', Schema: 'model' },
  decorators: { Schema: 'model' },
  writes: 'documents',
  givenModel: {
    type: 'Model#',
    shownBy: [
      ...['findById', 'findByIdAndUpdate', 'findByIdAndDelete', 'findByIdAndRemove', 'findOneAndUpdate', 'findOneAndDelete'],
      ...['find', 'countDocuments', 'estimatedDocumentCount', 'insertMany', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany'],
      '.save',
    ],
  },
  calls: [
    {
      on: 'Model#{find,findOne,findById,aggregate,countDocuments,estimatedDocumentCount,exists,distinct,where}',
      is: 'query',
      operation: 'read',
    },
    {
      on: 'Model#{create,insertMany,updateOne,updateMany,replaceOne,deleteOne,deleteMany,findOneAndUpdate,findOneAndDelete,findOneAndReplace,findOneAndRemove,findByIdAndUpdate,findByIdAndDelete,findByIdAndRemove,bulkWrite,remove,update}',
      is: 'query',
      operation: 'write',
    },
    {
      on: [
        'Model##{save,deleteOne,updateOne,remove}',
        'Model#{save,deleteOne,updateOne}',
        'Model#{find,findOne,findById,create}().{save,remove,deleteOne,updateOne}',
      ],
      is: 'query',
      operation: 'write',
    },
    { on: ['default.startSession', 'startSession', 'Model#startSession'], is: 'transaction' },
  ],
});
