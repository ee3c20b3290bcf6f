' expect ok
loja = "Centro"
BEGIN TALK
**Report** of {loja}
'quoted' line: with colon
Total ${total}

{unknown} stays
END TALK
