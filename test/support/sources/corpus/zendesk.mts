import { factsOf, rowsOf } from './table.mts';

/*
 * Of the examples in Zendesk's documentation ("Ticket events", "Messaging
 * events", "Webhook event types") and of those that Dust, Mozilla's Kitsune,
 * Prismatic and others have published as tests of theirs: the facts that tell
 * what each is, in our own writing.
 */
export const zendeskFacts = factsOf(String.raw`
ticket {"type":"zen:event-type:ticket.created","account_id":22129848,"detail":{"id":"5158","actor_id":"8447388090494","requester_id":"8447388090494","submitter_id":"8447388090494","is_public":true,"status":"OPEN","via":{"channel":"web_service"}},"event":{}}
ticket of which little is said {"type":"zen:event-type:ticket.created","account_id":88888888,"detail":{"id":"35436","status":"Open","via":{"channel":"web"}},"event":{"current":{"status":"Open"}}}
ticket with a number for an id {"type":"zen:event-type:ticket.created","account_id":123456,"detail":{"id":987654,"subject":"Cannot login","status":"new"}}
ticket of a chat {"type":"zen:event-type:ticket.created","account_id":1,"detail":{"id":"141","via":{"channel":"native_messaging"},"tags":["bot_chat"]},"event":{"meta":{}}}
agent comments {"type":"zen:event-type:ticket.comment_added","account_id":22129848,"detail":{"id":"5158","status":"OPEN"},"event":{"comment":{"id":9876543210,"is_public":true,"author":{"id":8447388090495,"is_staff":true,"name":"Support Agent"}}}}
customer comments {"type":"zen:event-type:ticket.comment_added","account_id":1,"detail":{"id":"12345"},"event":{"comment":{"id":999,"body":"hey paul","is_public":true,"author":{"id":1,"is_staff":false,"name":"ringo"}}}}
customer comments, without an id {"type":"zen:event-type:ticket.comment_added","account_id":1,"detail":{"id":"1"},"event":{"comment":{"body":"I need help","is_public":true,"author":{"is_staff":false}}}}
agent notes {"type":"zen:event-type:ticket.comment_added","account_id":1,"detail":{"id":"1"},"event":{"comment":{"body":"internal","is_public":false,"author":{"is_staff":true}}}}
nobody knows who comments {"type":"zen:event-type:ticket.comment_added","account_id":1,"detail":{"id":"12345"},"event":{"comment":{"id":1,"body":"hi","author":{"name":"ringo"}}}}
comment without the comment {"type":"zen:event-type:ticket.comment_added","account_id":1,"detail":{"id":"5065","status":"OPEN","description":"User reply here","assignee_id":"8447388090494"}}
is solved {"type":"zen:event-type:ticket.status_changed","account_id":22129848,"detail":{"id":"5158","status":"SOLVED"},"event":{"current":"SOLVED","previous":"OPEN"}}
is solved, in small letters {"type":"zen:event-type:ticket.status_changed","account_id":1,"detail":{"id":"12345"},"event":{"current":"solved","previous":"open"}}
is closed {"type":"zen:event-type:ticket.status_changed","account_id":1,"detail":{"id":"1"},"event":{"previous":"SOLVED","current":"CLOSED"}}
is opened {"type":"zen:event-type:ticket.status_changed","account_id":1,"detail":{"id":"1"},"event":{"previous":"NEW","current":"OPEN"}}
is opened, with words of the documentation {"type":"zen:event-type:ticket.status_changed","account_id":12345,"detail":{"id":456789,"status":"open"},"event":{"current":"open","previous":"new"}}
priority {"type":"zen:event-type:ticket.priority_changed","account_id":1,"detail":{"id":"12345"},"event":{"current":"high","previous":"normal"}}
subject {"type":"zen:event-type:ticket.subject_changed","account_id":1,"detail":{"id":"12345"},"event":{"current":"New subject","previous":"Help"}}
description {"type":"zen:event-type:ticket.description_changed","account_id":1,"detail":{"id":"12345"},"event":{"current":"Updated description","previous":"Need help"}}
agent is chosen {"type":"zen:event-type:ticket.agent_assignment_changed","account_id":1,"detail":{"id":"35436"},"event":{"current":"235324","previous":"235323"}}
bot says something {"type":"zen:event-type:messaging_ticket.message_added","account_id":21825834,"detail":{"id":"141"},"event":{"actor":{"id":"zd:answerBot","name":"Z3n Tests","type":"system"},"message":{"body":"Hi there. How can I help you today?","id":"67ab5f55155becd183e284cb"}}}
customer says something {"type":"zen:event-type:messaging_ticket.message_added","account_id":1,"detail":{"id":"99999"},"event":{"actor":{"type":"end_user"},"message":{"body":"hi"}}}
user is changed {"type":"zen:event-type:user.active_changed","account_id":12514403,"detail":{"id":"6596848315901","role":"end-user"},"event":{"current":false,"previous":true}}
user {"type":"zen:event-type:user.created","account_id":1,"detail":{"id":"6596848315901","email":"rose@example.com"},"event":{}}
article {"type":"zen:event-type:article.published","account_id":1,"detail":{"id":"1","brand_id":"2"},"event":{}}
`);

export const zendeskTable = rowsOf(`
ticket                            | 1 | ticket.created    | opens | zendesk:{detail.id}@{account_id}
ticket of which little is said    | 1 | ticket.created    | opens | zendesk:{detail.id}@{account_id}
ticket with a number for an id    | 1 | ticket.created    | opens | zendesk:{detail.id}@{account_id}
ticket of a chat                  | 1 | ticket.created    | opens | zendesk:{detail.id}@{account_id}
agent comments                    | 1 | message.replied   | ends  | zendesk:{detail.id}@{account_id}
customer comments                 | 1 | message.unreplied | opens | zendesk:{detail.id}@{account_id}
customer comments, without an id  | 1 | message.unreplied | opens | zendesk:{detail.id}@{account_id}
agent notes                       | 1 | ticket.updated    | -     | -
nobody knows who comments         | 1 | ticket.updated    | -     | -
comment without the comment       | 1 | ticket.updated    | -     | -
is solved                         | 1 | ticket.closed     | ends  | zendesk:{detail.id}@{account_id}
is solved, in small letters       | 1 | ticket.closed     | ends  | zendesk:{detail.id}@{account_id}
is closed                         | 1 | ticket.closed     | ends  | zendesk:{detail.id}@{account_id}
is opened                         | 1 | ticket.updated    | -     | -
is opened, with words of the documentation | 1 | ticket.updated | - | -
priority                          | 1 | ticket.updated    | -     | -
subject                           | 1 | ticket.updated    | -     | -
agent is chosen                   | 1 | ticket.updated    | -     | -
bot says something                | 1 | ticket.updated    | -     | -
customer says something           | 1 | message.unreplied | opens | zendesk:{detail.id}@{account_id}
user                              | 1 | customer.updated  | -     | -
`);
