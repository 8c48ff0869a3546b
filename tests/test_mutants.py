"""The seeded faults can be sown: their words stand in the code as it is now."""

import pytest
from tests.mutants.__main__ import ROOT, Fault, faults


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)
def test_each_fault_has_its_place(fault: Fault) -> None:
    text = (ROOT / fault.file).read_text("utf-8")
    assert fault.sown(text) != text
    assert all((ROOT / "tests" / name).is_file() for name in fault.tests)
