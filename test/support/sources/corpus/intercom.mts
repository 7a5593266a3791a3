import { factsOf, rowsOf } from './table.mts';

/*
 * Of the notifications that are published as tests of Zulip's and Hull's
 * integrations, of 2019, 2020 and 2026, of Intercom's own documentation and of
 * its community: the facts that tell what each is, in our own writing.
 */
export const intercomFacts = factsOf(String.raw`
old: customer begins {"topic":"conversation.user.created","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21321941764","user":{"type":"lead","name":"Rose Poodle from St. John's"},"conversation_message":{"body":"<p>Hello everyone!</p>","author":{"type":"user"}},"conversation_parts":{"conversation_parts":[],"total_count":0},"state":"open"}}}
old: customer goes on {"topic":"conversation.user.replied","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21322009097","user":{"type":"lead"},"conversation_parts":{"conversation_parts":[{"part_type":"comment","author":{"type":"user"}}]},"state":"open"}}}
old: teammate replies and takes it {"topic":"conversation.admin.replied","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21322009097","conversation_parts":{"conversation_parts":[{"part_type":"assignment","body":"<p>Hey Eeshan! How can I help?</p>","author":{"type":"admin","id":"1957471","name":"Eeshan Garg"}}]},"state":"open"}}}
old: teammate takes it {"topic":"conversation.admin.assigned","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21322009097","conversation_parts":{"conversation_parts":[{"part_type":"assignment","author":{"type":"admin","id":"1957471"}}]},"state":"open"}}}
old: teammate notes {"topic":"conversation.admin.noted","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21330067382","conversation_parts":{"conversation_parts":[{"part_type":"note","author":{"type":"admin","id":"1957471"}}]},"state":"open"}}}
old: teammate closes {"topic":"conversation.admin.closed","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21322009097","conversation_parts":{"conversation_parts":[{"part_type":"close","body":null,"author":{"type":"admin","id":"1957471"}}]},"state":"closed","open":false}}}
old: teammate opens {"topic":"conversation.admin.opened","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21330229536","conversation_parts":{"conversation_parts":[{"part_type":"open","body":null,"author":{"type":"admin","id":"1957471"}}]},"state":"open"}}}
old: teammate snoozes {"topic":"conversation.admin.snoozed","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21330067382","conversation_parts":{"conversation_parts":[{"part_type":"snoozed","author":{"type":"admin","id":"1957471"}}]},"state":"snoozed","snoozed_until":1553513400}}}
old: snooze is over {"topic":"conversation.admin.unsnoozed","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21330067382","conversation_parts":{"conversation_parts":[{"part_type":"unsnoozed","author":{"type":"admin","id":"1957471"}}]},"state":"open"}}}
old: teammate begins {"topic":"conversation.admin.single.created","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21330075292","conversation_message":{"subject":"Hello","author":{"type":"admin"}},"conversation_parts":{"conversation_parts":[]},"state":"closed","open":false}}}
old: tag {"topic":"conversation_part.tag.created","app_id":"i6wc9ipe","data":{"item":{"type":"conversation","id":"21330067382","conversation_parts":{"conversation_parts":[{"part_type":"comment","author":{"type":"user"}}]},"state":"open"}}}
old: message is deleted {"topic":"conversation_part.redacted","app_id":"lkqcyt9t","data":{"item":{"type":"conversation","id":"137324500000000","conversation_parts":{"conversation_parts":[{"part_type":"open","body":"<p><i>This message was deleted</i></p>","author":{"type":"admin"}}]},"state":"open"}}}
old: user {"topic":"user.created","app_id":"i6wc9ipe","data":{"item":{"type":"user","id":"5c9ab3e78cd7330140ce5033","name":"Aaron Smith"}}}
old: user is deleted {"topic":"user.deleted","app_id":"i6wc9ipe","data":{"item":{"type":"user","id":"5c9553cb27e377f24eed49f7"}}}
old: something of their own {"topic":"event.created","app_id":"i6wc9ipe","data":{"item":{"type":"event","event_name":"invited-friend","id":"84ca8d44-8f2e-11e3-bbc6-6d72c14baf72"}}}
ping {"topic":"ping","id":null,"app_id":"i6wc9ipe","data":{"item":{"type":"ping","message":"something something interzen"}}}
Operator of the documentation answers {"topic":"conversation.admin.replied","app_id":"abcd1234","data":{"item":{"type":"conversation","id":"1","conversation_parts":{"conversation_parts":[{"part_type":"comment","author":{"type":"admin","id":"274","name":"Operator","email":"operator+abcd1234@intercom.io"}}]}}}}
workflow answers by both topics, as admin {"topic":"conversation.admin.replied","app_id":"l4e36xhv","data":{"item":{"id":"215474343849634","conversation_parts":{"conversation_parts":[{"part_type":"comment","author":{"type":"bot","id":"6827949","name":"Fin Bot","email":"operator+l4e36xhv@intercom.io","from_ai_agent":false}}]}}}}
Fin says when somebody will reply {"topic":"conversation.operator.replied","app_id":"abc123def","data":{"item":{"type":"conversation","id":"215472621202693","conversation_parts":{"conversation_parts":[{"part_type":"channel_and_reply_time_expectation","author":{"type":"bot","name":"Fin","email":"operator+abc123def@intercom.io"}}]},"state":"open"}}}
teammate takes it, open {"topic":"conversation.admin.open.assigned","app_id":"abc123def","data":{"item":{"type":"conversation","id":"215472621202693","conversation_parts":{"conversation_parts":[{"part_type":"assignment","body":"<p>aMSIJJO</p>","author":{"type":"admin","id":"9608799"}}]},"state":"open"}}}
priority {"topic":"conversation.priority.updated","app_id":"abc123def","data":{"item":{"type":"conversation","id":"215472621202693","priority":"priority","conversation_parts":{"conversation_parts":[{"part_type":"priority_changed","author":{"type":"admin"}}]},"state":"open"}}}
customer has read {"topic":"conversation.read","app_id":"abc123def","data":{"item":{"type":"conversation","id":"215472621202693","conversation_parts":{"conversation_parts":[{"part_type":"comment","author":{"type":"bot"}},{"part_type":"attribute_collector","author":{"type":"bot"}}]},"state":"open"}}}
conversation is deleted {"topic":"conversation.deleted","app_id":"abc123def","data":{"item":{"type":"conversation","conversation_id":"215472621305755"}}}
somebody more takes part {"topic":"conversation.contact.attached","app_id":"abc123def","data":{"item":{"conversation":{"model":{"app_id":3239765,"id":215472621202693}},"contact":{"type":"contact","id":"6961cf78fb9d13be07871c78"}}}}
lead {"topic":"contact.lead.created","app_id":"abc123def","data":{"item":{"type":"contact","id":"6961d897719c606240178da8","role":"lead","name":"shuuuuz"}}}
teammate makes a ticket of it {"topic":"ticket.created","app_id":"abc123def","data":{"item":{"type":"ticket","id":"215472629311235","ticket_id":"66040342","category":"Customer","ticket_state":{"category":"submitted"},"ticket_parts":{"ticket_parts":[{"part_type":"attribute_collected","author":{"type":"bot"}},{"part_type":"ticket_state_updated_by_admin","author":{"type":"admin"}}]}}}}
customer adds to a ticket {"topic":"ticket.contact.replied","app_id":"abc123def","data":{"item":{"type":"ticket_ticket_part","ticket":{"type":"ticket","id":"215472629548109","ticket_state":{"category":"submitted"}},"ticket_part":{"part_type":"comment","body":"<p>asfsf</p>","author":{"type":"user","id":"696354ce6b48146fdc536f97"}}}}}
teammate replies in a ticket {"topic":"ticket.admin.replied","app_id":"abc123def","data":{"item":{"type":"ticket_ticket_part","ticket":{"type":"ticket","id":"215472629311235","ticket_state":{"category":"submitted"}},"ticket_part":{"part_type":"assignment","body":"<p>mathew</p>","author":{"type":"admin","id":"9608799","name":"John Doe"}}}}}
teammate notes in a ticket {"topic":"ticket.note.created","app_id":"abc123def","data":{"item":{"type":"ticket_ticket_part","ticket":{"type":"ticket","id":"215472629353977"},"ticket_part":{"part_type":"note","author":{"type":"admin","id":"9608799"}}}}}
ticket stays submitted {"topic":"ticket.state.updated","app_id":"abc123def","data":{"item":{"type":"ticket","id":"215472629311235","ticket_state":{"category":"submitted"}}}}
ticket is closed {"topic":"ticket.closed","app_id":"abc123def","data":{"item":{"type":"ticket","id":"215472629311235","ticket_state":{"category":"resolved"}}}}
somebody more takes part in a ticket {"topic":"ticket.contact.attached","app_id":"abc123def","data":{"item":{"ticket":{"type":"ticket","id":215472629353977,"state":"submitted"},"contact":{"type":"contact","id":"6961e7651f6dbc22dfe148cb"}}}}
`);

export const intercomTable = rowsOf(`
old: customer begins                      | 1 | message.unreplied | opens | intercom:{data.item.id}@{app_id}
old: customer goes on                     | 1 | message.unreplied | opens | intercom:{data.item.id}@{app_id}
old: teammate replies and takes it        | 1 | message.replied   | ends  | intercom:{data.item.id}@{app_id}
old: teammate takes it                    | 1 | ticket.updated    | -     | -
old: teammate notes                       | 1 | ticket.updated    | -     | -
old: teammate closes                      | 1 | ticket.closed     | ends  | intercom:{data.item.id}@{app_id}
old: teammate opens                       | 1 | ticket.updated    | -     | -
old: teammate snoozes                     | 1 | ticket.updated    | ends  | intercom:{data.item.id}@{app_id}
old: snooze is over                       | 1 | ticket.updated    | opens | intercom:{data.item.id}@{app_id}
old: teammate begins                      | 1 | ticket.updated    | -     | -
old: user                                 | 1 | customer.updated  | -     | -
ping                                      | 1 | test              | -     | -
Operator of the documentation answers     | 1 | ticket.updated    | -     | -
workflow answers by both topics, as admin | 1 | ticket.updated    | -     | -
Fin says when somebody will reply         | 1 | ticket.updated    | -     | -
teammate takes it, open                   | 1 | ticket.updated    | -     | -
priority                                  | 1 | ticket.updated    | -     | -
customer has read                         | 1 | ticket.updated    | -     | -
conversation is deleted                   | 1 | ticket.closed     | ends  | intercom:{data.item.conversation_id}@{app_id}
lead                                      | 1 | customer.updated  | -     | -
teammate makes a ticket of it             | 1 | ticket.created    | -     | -
customer adds to a ticket                 | 1 | message.unreplied | opens | intercom:{data.item.ticket.id}@{app_id}
teammate replies in a ticket              | 1 | message.replied   | ends  | intercom:{data.item.ticket.id}@{app_id}
teammate notes in a ticket                | 1 | ticket.updated    | -     | -
ticket stays submitted                    | 1 | ticket.updated    | -     | -
ticket is closed                          | 1 | ticket.closed     | ends  | intercom:{data.item.id}@{app_id}
`);
