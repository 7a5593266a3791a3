import { factsOf, rowsOf } from './table.mts';

/*
 * The payload of Zammad's documentation ("Webhook Payload"), those in the
 * documentation of services that take its webhook, and what it sends besides
 * by its source (app/jobs/trigger_webhook_job.rb): the facts that tell what
 * each is, in our own writing.
 */
export const zammadFacts = factsOf(String.raw`
call noted for a customer {"ticket":{"id":81,"number":"10081","state":"open","article_count":1},"article":{"id":104,"sender":"Customer","type":"phone","internal":false,"from":"Emily Adams <emily@example.com>","created_by":{"login":"chris@chrispresso.com"}}}
customer writes a mail {"ticket":{"id":82,"number":"10082","state":"new","article_count":1},"article":{"id":105,"sender":"Customer","type":"email","internal":false,"created_by":{"login":"emily@example.com"}}}
customer writes again {"ticket":{"id":82,"number":"10082","state":"open","article_count":3},"article":{"id":107,"sender":"Customer","type":"web","internal":false,"created_by":{"login":"emily@example.com"}}}
customer writes to a waiting ticket {"ticket":{"id":82,"number":"10082","state":"pending reminder","article_count":4},"article":{"id":108,"sender":"Customer","type":"email","internal":false}}
automatic reply {"ticket":{"id":82,"number":"10082","state":"new","article_count":2},"article":{"id":106,"sender":"System","type":"email","internal":false,"created_by":{"login":"-"}}}
agent answers {"ticket":{"id":82,"number":"10082","state":"open","article_count":3},"article":{"id":109,"sender":"Agent","type":"email","internal":false,"created_by":{"login":"emma@chrispresso.com"}}}
agent answers and waits {"ticket":{"id":82,"number":"10082","state":"pending close","article_count":3},"article":{"id":110,"sender":"Agent","type":"email","internal":false,"created_by":{"login":"emma@chrispresso.com"}}}
agent notes for agents {"ticket":{"id":82,"number":"10082","state":"open","article_count":3},"article":{"id":111,"sender":"Agent","type":"note","internal":true,"created_by":{"login":"emma@chrispresso.com"}}}
agent notes for agents and closes {"ticket":{"id":82,"number":"10082","state":"closed","article_count":3},"article":{"id":112,"sender":"Agent","type":"note","internal":true,"created_by":{"login":"emma@chrispresso.com"}}}
call noted and settled {"ticket":{"id":83,"number":"10083","state":"closed","article_count":1},"article":{"id":113,"sender":"Customer","type":"phone","internal":false,"created_by":{"login":"emma@chrispresso.com"}}}
agent is chosen {"ticket":{"id":82,"number":"10082","state":"open","article_count":3,"owner":{"email":"emma@chrispresso.com"}},"article":{}}
ticket waits {"ticket":{"id":82,"number":"10082","state":"pending reminder"},"article":null}
ticket is closed {"ticket":{"id":82,"number":"10082","state":"closed"},"article":{}}
ticket is merged {"ticket":{"id":82,"number":"10082","state":"merged"}}
from a scheduler {"ticket":{"id":81,"number":"10081","state":"open","created_by_id":3,"customer_id":8,"article_ids":[104]},"article":{"id":104,"ticket_id":81,"sender":"Customer","sender_id":2,"internal":false,"origin_by_id":8}}
`);

export const zammadTable = rowsOf(`
call noted for a customer         | 1 | ticket.created    | opens     | zammad:{ticket.number}
customer writes a mail            | 1 | ticket.created    | opens     | zammad:{ticket.number}
customer writes again             | 1 | message.unreplied | opens     | zammad:{ticket.number}
customer writes to a waiting ticket | 1 | message.unreplied | opens   | zammad:{ticket.number}
automatic reply                   | 1 | ticket.updated    | continues | zammad:{ticket.number}
agent answers                     | 1 | message.replied   | ends      | zammad:{ticket.number}
agent answers and waits           | 1 | message.replied   | ends      | zammad:{ticket.number}
agent notes for agents            | 1 | ticket.updated    | continues | zammad:{ticket.number}
agent notes for agents and closes | 1 | ticket.closed     | ends      | zammad:{ticket.number}
call noted and settled            | 1 | ticket.closed     | ends      | zammad:{ticket.number}
agent is chosen                   | 1 | ticket.updated    | continues | zammad:{ticket.number}
ticket waits                      | 1 | ticket.updated    | continues | zammad:{ticket.number}
ticket is closed                  | 1 | ticket.closed     | ends      | zammad:{ticket.number}
ticket is merged                  | 1 | ticket.closed     | ends      | zammad:{ticket.number}
from a scheduler                  | 1 | message.unreplied | opens     | zammad:{ticket.number}
`);
