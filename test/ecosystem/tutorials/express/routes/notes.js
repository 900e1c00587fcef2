const router = require('express').Router();
const auth = require('../middleware/auth');
const Note = require('../models/note');

router.get('/', auth, async (req, res) => {
  const notes = await Note.find();
  res.json(notes);
});

router.post('/', auth, async (req, res) => {
  const note = await Note.create({ ...req.body, owner: req.user.id });
  res.status(201).json(note);
});

router.put('/:id', auth, async (req, res) => {
  const note = await Note.findByIdAndUpdate(req.params.id, req.body, { new: true });
  if (!note) return res.status(404).json({ msg: 'Note not found' });
  res.json(note);
});

router.delete('/:id', auth, async (req, res) => {
  await Note.findByIdAndDelete(req.params.id);
  res.json({ msg: 'Note removed' });
});

module.exports = router;
