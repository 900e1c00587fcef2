from django.contrib.messages.apps import MessagesConfig as DjangoMessagesConfig


class MessagesConfig(DjangoMessagesConfig):
    """The notes of the admin pages, under a label that leaves `messages` to the project."""

    label = "admin_messages"
