"""XML whose entities grow or lead elsewhere."""


def laughs(root: str, body: str, levels: int = 12) -> bytes:
    """Return XML whose entities grow tenfold at each level; ``@`` in the body is the last of them."""
    entities = '<!ENTITY e0 "哈哈">' + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(levels))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]>{body.replace("@", f"&e{levels};")}'.encode()


def declaring(entity: str, document: str) -> bytes:
    """Return a DOCX's main part that declares an entity."""
    return f'<?xml version="1.0"?><!DOCTYPE w:document [{entity}]>{document}'.encode()
