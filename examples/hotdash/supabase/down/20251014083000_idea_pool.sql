-- The way back of the idea pool: the tables that refer to it first.
drop table public.trend_opportunities;
drop table public.product_suggestions;
drop table public.idea_pool;
drop function public.touch_updated_at();
