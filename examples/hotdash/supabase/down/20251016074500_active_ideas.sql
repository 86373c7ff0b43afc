-- The way back of the tile's view. No row goes with it.
drop view public.active_ideas;
