-- The ideas on the dashboard's tile. The view asks with the caller's rights: row level security still decides.

create view public.active_ideas
with (security_invoker = true)
as
select
  idea.id as idea_id,
  idea.title,
  idea.priority,
  idea.confidence,
  suggestion.id as suggestion_id,
  suggestion.product_id,
  suggestion.suggestion_type
from public.idea_pool as idea
join public.product_suggestions as suggestion on suggestion.idea_id = idea.id
where idea.status = 'approved' and suggestion.status = 'active';

comment on view public.active_ideas is 'Approved ideas whose suggestion is active: five, one of them a wildcard.';

revoke all on table public.active_ideas from public, anon, authenticated;
grant select on table public.active_ideas to authenticated, service_role;
